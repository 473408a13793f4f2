import { Button, Checkbox, SegmentedControl } from '@mantine/core';
import { memo, type ReactNode } from 'react';
import type { TemplateCard } from '#core/whatsapp/template.ts';
import type { VariableOffer } from '#web/part/InsertVariable.tsx';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { mayAddButton, movedOne } from './buttons.ts';
import { buttonIcons, Moves } from './ButtonsField.tsx';
import { CardForm } from './CardForm.tsx';
import {
  addedCard,
  cardButtons,
  cardHeaders,
  cardLimits,
  copiedCard,
  removedCard,
  withCardButton,
  withCardHeader,
  withCardText,
  withoutCardButton,
} from './cards.ts';
import css from './Editor.module.css';
import { type DraftFault, faultOf } from './faults.ts';

type Props = {
  readonly cards: readonly TemplateCard[];
  readonly faults: readonly DraftFault[];
  readonly offers: readonly VariableOffer[];
  /** Stays the same function, so that the cards are drawn anew only when one of them changes. */
  readonly onCards: (cards: TemplateCard[]) => void;
};

function isUnchanged(before: Props, now: Props): boolean {
  const said = (props: Props) => JSON.stringify(props.faults.filter((fault) => fault.at.startsWith('/cards')));
  return before.cards === now.cards && before.offers === now.offers && before.onCards === now.onCards && said(before) === said(now);
}

/**
 * The cards of a carousel. How a card is built is said once for all, since Meta wants them alike; what each says is its own. Many
 * fields: they stand still while something else is typed.
 */
export const CardsField = memo(function CardsField({ cards, faults, offers, onCards }: Props): ReactNode {
  const { t } = useWords();
  const set = (next: readonly TemplateCard[]) => onCards([...next]);
  const model = cards[0];
  const fault = faultOf(faults, '/cards');
  return (
    <section className={css.part}>
      <h2>{t('editor.cards')}</h2>
      {model !== undefined && <Build cards={cards} model={model} onChange={set} />}
      <ol className={css.cards}>
        {cards.map((card, at) => (
          // A card has no identity but its place; moving one moves its words.
          <li key={at} className={css.card}>
            <div className={css.cardTop}>
              <h3>{t('editor.card_nth', { nth: at + 1 })}</h3>
              <Moves
                name={t('editor.card_nth', { nth: at + 1 })}
                first={at === 0}
                last={at === cards.length - 1}
                onMove={(by) => set(movedOne(cards, at, by))}
                onCopy={cards.length < cardLimits.most ? () => set(copiedCard(cards, at)) : undefined}
                onRemove={cards.length > cardLimits.least ? () => set(removedCard(cards, at)) : undefined}
              />
            </div>
            <CardForm
              card={card}
              nth={at + 1}
              at={`/cards/${at}`}
              faults={faults}
              cards={cards}
              offers={offers}
              onChange={(next) => set(cards.with(at, next))}
            />
          </li>
        ))}
      </ol>
      {fault !== undefined && cards.every((_card, at) => faultOf(faults, `/cards/${at}`) === undefined) && <p className={css.fault}>{fault}</p>}
      <div className={css.add}>
        <Button size="xs" leftSection={<Icon name="plus" small />} disabled={cards.length >= cardLimits.most} onClick={() => set(addedCard(cards))}>
          {t('editor.add_card')}
        </Button>
      </div>
    </section>
  );
}, isUnchanged);

function Build(props: {
  readonly cards: readonly TemplateCard[];
  readonly model: TemplateCard;
  readonly onChange: (cards: TemplateCard[]) => void;
}): ReactNode {
  const { t } = useWords();
  const { cards, model, onChange } = props;
  const isProduct = model.header.kind === 'product';
  return (
    <div className={css.build} role="group" aria-label={t('editor.build')}>
      <p className={css.about}>{t('editor.build_about')}</p>
      <div className={css.line}>
        <SegmentedControl
          size="xs"
          aria-label={t('templates.header')}
          value={model.header.kind}
          onChange={(picked) => {
            const kind = cardHeaders.find((each) => each === picked);
            if (kind !== undefined) onChange(withCardHeader(cards, kind));
          }}
          data={cardHeaders.map((kind) => ({ value: kind, label: t(`editor.header_${kind}`) }))}
        />
        {!isProduct && (
          <Checkbox
            label={t('editor.card_text')}
            checked={model.body !== null}
            onChange={(event) => onChange(withCardText(cards, event.currentTarget.checked))}
          />
        )}
      </div>
      {!isProduct && (
        <div className={css.add}>
          {model.buttons.map((button, at) => (
            <Button
              key={at}
              size="xs"
              variant="light"
              disabled={model.buttons.length < 2}
              leftSection={<Icon name={buttonIcons[button.kind]} small />}
              rightSection={<Icon name="close" small />}
              aria-label={t('editor.remove_card_button', { kind: t(`editor.button_${button.kind}`), nth: at + 1 })}
              onClick={() => onChange(withoutCardButton(cards, at))}
            >
              {t(`editor.button_${button.kind}`)}
            </Button>
          ))}
          {cardButtons.map((kind) => (
            <Button
              key={kind}
              size="xs"
              leftSection={<Icon name="plus" small />}
              disabled={!mayAddButton(model.buttons, kind, cardLimits.buttons)}
              onClick={() => onChange(withCardButton(cards, kind))}
            >
              {t(`editor.add_${kind}`)}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
