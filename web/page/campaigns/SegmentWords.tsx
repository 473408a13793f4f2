import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode } from 'react';
import type { Segment } from '#core/contract/segments.ts';
import { PickWord } from '#web/part/PickWord.tsx';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Composer.module.css';

type Props = {
  readonly chosen: readonly string[];
  /** Those on the other side of the sentence: nobody is in and out. */
  readonly others: readonly string[];
  readonly items: readonly Segment[];
  readonly between: string;
  /** Whether the sentence needs one: then an empty word stands there to be chosen. */
  readonly isNeeded?: boolean;
  readonly onChange: (chosen: string[]) => void;
};

/** Segments as words of a sentence, and one more to add. */
export function SegmentWords({ chosen, others, items, between, isNeeded = false, onChange }: Props): ReactNode {
  const { t } = useWords();
  const optionsFor = useOptions(items, [...chosen, ...others]);
  const foot = <Link to="/segments/new">{t('campaigns.make_segment')}</Link>;
  return (
    <>
      {chosen.map((id, at) => (
        <Fragment key={id}>
          {at > 0 && ` ${between} `}
          <span className={css.word}>
            <PickWord
              label={t(isNeeded ? 'campaigns.segment' : 'compose.left_out_segment')}
              value={id}
              placeholder={t('campaigns.a_segment')}
              options={optionsFor(id)}
              onPick={(picked) => onChange(chosen.with(at, picked))}
              foot={foot}
            />
            {(!isNeeded || chosen.length > 1) && (
              <button
                type="button"
                className={css.drop}
                aria-label={t('compose.drop', { name: items.find((each) => each.id === id)?.name ?? '' })}
                onClick={() => onChange(chosen.toSpliced(at, 1))}
              >
                <Icon name="close" small />
              </button>
            )}
          </span>
        </Fragment>
      ))}
      {isNeeded && chosen.length === 0 && (
        <PickWord
          label={t('campaigns.segment')}
          value={null}
          placeholder={t('campaigns.a_segment')}
          options={optionsFor(null)}
          onPick={(picked) => onChange([picked])}
          foot={foot}
        />
      )}
    </>
  );
}

/** The segments that may stand at a place: those that stand nowhere yet, and the one that stands there. */
function useOptions(items: readonly Segment[], taken: readonly string[]) {
  const { t } = useWords();
  return (own: string | null) =>
    items
      .filter((each) => each.id === own || !taken.includes(each.id))
      .map((each) => ({ value: each.id, label: each.name, note: t('campaigns.people', { people: each.people }) }));
}

type MoreProps = {
  readonly label: string;
  readonly words: string;
  readonly items: readonly Segment[];
  readonly taken: readonly string[];
  readonly onPick: (id: string) => void;
};

/** One more word for the sentence, offered at its end; nothing when every segment stands in it. */
export function MoreWord({ label, words, items, taken, onPick }: MoreProps): ReactNode {
  const { t } = useWords();
  const options = useOptions(items, taken)(null);
  if (options.length === 0) return null;
  return (
    <PickWord
      label={label}
      value={null}
      quiet
      placeholder={words}
      options={options}
      onPick={onPick}
      foot={<Link to="/segments/new">{t('campaigns.make_segment')}</Link>}
    />
  );
}
