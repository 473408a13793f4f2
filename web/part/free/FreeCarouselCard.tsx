import { Button, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { FreeCard } from '#core/whatsapp/free.ts';
import { MediaPicker } from '#web/part/MediaPicker.tsx';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Free.module.css';
import { FreeText } from './FreeText.tsx';
import { type FreeFault, freeFaultAt } from './kinds.ts';
import { freeCounts, freeLengths } from './lengths.ts';
import { RowActs } from './RowActs.tsx';

type Props = {
  readonly card: FreeCard;
  readonly at: number;
  readonly faults: readonly FreeFault[];
  readonly variables: readonly string[];
  readonly onChange: (card: FreeCard) => void;
  readonly onUp: () => void;
  readonly onRemove: (() => void) | undefined;
};

/** One card: a picture or film, words, and what can be tapped. */
export function FreeCarouselCard({ card, at, faults, variables, onChange, onUp, onRemove }: Props): ReactNode {
  const { t } = useWords();
  const place = `/cards/${at}`;
  const name = t('free.card_nth', { nth: at + 1 });
  return (
    <div className={css.card}>
      <div className={css.cardHead}>
        <span>{name}</span>
        <RowActs name={name} at={at} onUp={onUp} onRemove={onRemove} />
      </div>
      <MediaPicker
        label={t(`free.file_${card.header.kind}`)}
        accept={[card.header.kind]}
        value={card.header.media === '' ? null : card.header.media}
        fault={card.header.media === '' ? undefined : freeFaultAt(faults, `${place}/header`, true)}
        onPick={(media) => onChange({ ...card, header: { ...card.header, media: media.id } })}
      />
      <FreeText
        label={t('free.card_text')}
        placeholder={t('free.optional')}
        rows={2}
        value={card.text ?? ''}
        most={freeLengths.card}
        variables={variables}
        fault={freeFaultAt(faults, `${place}/text`)}
        onChange={(text) => onChange({ ...card, text: text === '' ? null : text })}
      />
      {card.buttons.map((button, here) => (
        <div key={here} className={css.row}>
          <div className={button.kind === 'url' ? css.pair : undefined}>
            <FreeText
              label={button.kind === 'url' ? t('free.button') : t('free.reply_nth', { nth: here + 1 })}
              value={button.text}
              most={freeLengths.button}
              fault={freeFaultAt(faults, `${place}/buttons/${here}/text`) ?? freeFaultAt(faults, `${place}/buttons/${here}`)}
              onChange={(text) => onChange({ ...card, buttons: card.buttons.with(here, { ...button, text }) })}
            />
            {button.kind === 'url' && (
              <TextInput
                label={t('free.address')}
                type="url"
                dir="ltr"
                placeholder="https://"
                value={button.url}
                error={button.url === '' ? undefined : freeFaultAt(faults, `${place}/buttons/${here}/url`)}
                onChange={(event) => onChange({ ...card, buttons: card.buttons.with(here, { ...button, url: event.currentTarget.value }) })}
              />
            )}
          </div>
          {button.kind === 'reply' && (
            <RowActs
              name={button.text === '' ? t('free.reply_nth', { nth: here + 1 }) : button.text}
              at={0}
              onRemove={card.buttons.length > 1 ? () => onChange({ ...card, buttons: card.buttons.toSpliced(here, 1) }) : undefined}
            />
          )}
        </div>
      ))}
      {card.buttons[0]?.kind === 'reply' && card.buttons.length < freeCounts.cardReplies && (
        <div className={css.add}>
          <Button
            size="xs"
            leftSection={<Icon name="plus" small />}
            onClick={() => onChange({ ...card, buttons: [...card.buttons, { kind: 'reply', text: '' }] })}
          >
            {t('free.add_reply')}
          </Button>
        </div>
      )}
      {(freeFaultAt(faults, place) ?? freeFaultAt(faults, `${place}/buttons`)) !== undefined && (
        <p className={css.fault}>{freeFaultAt(faults, place) ?? freeFaultAt(faults, `${place}/buttons`)}</p>
      )}
    </div>
  );
}
