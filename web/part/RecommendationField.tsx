import type { ReactNode } from 'react';
import type { VariableSource } from '#core/contract/variables.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { PickWord } from './PickWord.tsx';
import { productAttributes, recommendedBy, recommendedPlaces } from './sources.ts';
import css from './VariableEditor.module.css';

type Recommendation = Extract<VariableSource, { from: 'recommendation' }>;

/** Which product is recommended, and what of it is said, as a sentence; below it, how the product is found. */
export function RecommendationField(props: {
  readonly source: Recommendation;
  /** Whether the variable above has told how the product is found. */
  readonly isTold: boolean;
  readonly onChange: (source: VariableSource) => void;
}): ReactNode {
  const { t } = useWords();
  const { source, isTold, onChange } = props;
  return (
    <>
      <p className={css.sentence}>
        {t('compose.rec_the')}{' '}
        <PickWord
          label={t('compose.rec_attribute')}
          value={source.attribute}
          placeholder={t('compose.rec_attribute')}
          options={productAttributes.map((each) => ({ value: each, label: t(`compose.rec_${each}`) }))}
          onPick={(picked) => onChange({ ...source, attribute: productAttributes.find((each) => each === picked) ?? source.attribute })}
        />{' '}
        {t('compose.rec_of')}{' '}
        <PickWord
          label={t('compose.rec_place')}
          value={String(source.place)}
          placeholder={t('compose.rec_place')}
          options={recommendedPlaces.map((each) => ({ value: String(each), label: t('compose.rec_nth', { place: each }) }))}
          onPick={(picked) => onChange({ ...source, place: Number(picked) })}
        />{' '}
        {t('compose.rec_product')}{' '}
        <PickWord
          label={t('compose.rec_by')}
          value={source.by}
          placeholder={t('compose.rec_by')}
          options={recommendedBy.map((each) => ({ value: each, label: t(`compose.rec_${each}`) }))}
          onPick={(picked) => onChange({ ...source, by: recommendedBy.find((each) => each === picked) ?? source.by })}
        />
        .
      </p>
      {!isTold && <p className={css.note}>{t(`compose.rec_${source.by}_about`)}</p>}
    </>
  );
}
