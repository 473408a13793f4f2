import { Button, SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import type { FreeCard } from '#core/whatsapp/free.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { type CardBuild, type CardFile, cardBuild, likeFirst, withBuild } from './cards.ts';
import css from './Free.module.css';
import { FreeCarouselCard } from './FreeCarouselCard.tsx';
import { FreeText } from './FreeText.tsx';
import { freeFaultAt } from './kinds.ts';
import { freeCounts, freeLengths } from './lengths.ts';
import type { FreePartProps } from './props.ts';

const files: readonly CardFile[] = ['image', 'video'];
const builds: readonly CardBuild[] = ['replies', 'link'];

/** Two to ten cards to be swiped. All are of one build, so the build is chosen once for all of them. */
export function FreeCarousel({ value, onChange, faults, variables }: FreePartProps<'carousel'>): ReactNode {
  const { t } = useWords();
  const build = cardBuild(value.cards);
  const set = (cards: FreeCard[]) => onChange({ ...value, cards });
  return (
    <div className={css.part}>
      <FreeText
        label={t('free.text')}
        rows={3}
        value={value.text}
        most={freeLengths.body}
        variables={variables}
        fault={freeFaultAt(faults, '/text')}
        onChange={(text) => onChange({ ...value, text })}
      />
      <div className={css.pair}>
        <SegmentedControl
          size="xs"
          aria-label={t('free.card_file')}
          value={build.file}
          data={files.map((file) => ({ value: file, label: t(`free.file_${file}`) }))}
          onChange={(picked) => set(withBuild(value.cards, { ...build, file: files.find((each) => each === picked) ?? build.file }))}
        />
        <SegmentedControl
          size="xs"
          aria-label={t('free.card_buttons')}
          value={build.buttons}
          data={builds.map((each) => ({ value: each, label: t(`free.card_${each}`) }))}
          onChange={(picked) => set(withBuild(value.cards, { ...build, buttons: builds.find((each) => each === picked) ?? build.buttons }))}
        />
      </div>
      {value.cards.map((card, at) => (
        <FreeCarouselCard
          key={at}
          card={card}
          at={at}
          faults={faults}
          variables={variables}
          onChange={(next) => set(likeFirst(value.cards.with(at, next), next))}
          onUp={() => set(value.cards.toSpliced(at, 1).toSpliced(at - 1, 0, card))}
          onRemove={value.cards.length > freeCounts.cardsLeast ? () => set(value.cards.toSpliced(at, 1)) : undefined}
        />
      ))}
      {freeFaultAt(faults, '/cards') !== undefined && <p className={css.fault}>{freeFaultAt(faults, '/cards')}</p>}
      <div className={css.add}>
        <Button
          size="xs"
          leftSection={<Icon name="plus" small />}
          disabled={value.cards.length >= freeCounts.cards}
          onClick={() => set([...value.cards, ...withBuild([{ header: { kind: 'image', media: '' }, text: null, buttons: [] }], build)])}
        >
          {t('free.add_card')}
        </Button>
      </div>
    </div>
  );
}
