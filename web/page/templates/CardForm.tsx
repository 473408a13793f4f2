import type { ReactNode } from 'react';
import type { TemplateCard } from '#core/whatsapp/template.ts';
import { variablesIn } from '#core/whatsapp/variables.ts';
import type { VariableOffer } from '#web/part/InsertVariable.tsx';
import { VariableText } from '#web/part/VariableText.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { ButtonFields } from './ButtonFields.tsx';
import css from './Editor.module.css';
import { type DraftFault, faultOf, warningOf } from './faults.ts';
import { FileField } from './FileField.tsx';
import { ProductField } from './ProductField.tsx';

/** Characters of a card's text (Meta, carousel templates; facts §2.1, read 2026-11-22). */
const cardTextMost = 160;

type Props = {
  readonly card: TemplateCard;
  /** Its place, counted from 1: the product recommended at that place is offered to it. */
  readonly nth: number;
  /** Its place as a JSON pointer: `/cards/0`. */
  readonly at: string;
  readonly faults: readonly DraftFault[];
  /** All of the carousel: a variable of one is offered to the others. */
  readonly cards: readonly TemplateCard[];
  readonly offers: readonly VariableOffer[];
  readonly onChange: (card: TemplateCard) => void;
};

/** What one card shows and says. */
export function CardForm({ card, nth, at, faults, cards, offers, onChange }: Props): ReactNode {
  const { t } = useWords();
  const productOffers = (['name', 'price', 'url'] as const).map((attribute) => ({
    name: `product_${nth}_${attribute}`,
    label: t('editor.source_recommendation', { place: nth, attribute: t(`editor.product_${attribute}`) }),
  }));
  const { header } = card;
  return (
    <div className={css.cardBody}>
      {(header.kind === 'image' || header.kind === 'video' || header.kind === 'document') && (
        <FileField
          header={header}
          suggest={`product_${nth}_image`}
          fault={faultOf(faults, `${at}/header`)}
          onChange={(next) => onChange({ ...card, header: next })}
        />
      )}
      {header.kind === 'product' && (
        <ProductField
          catalog={header.catalog}
          product={header.product}
          faultOf={(part) => faultOf(faults, `${at}/header/${part}`)}
          onChange={(next) => onChange({ ...card, header: { kind: 'product', ...next } })}
        />
      )}
      {card.body !== null && (
        <VariableText
          formatting
          label={t('editor.card_words')}
          rows={2}
          value={card.body}
          most={cardTextMost}
          variables={[...new Set(cards.flatMap((each) => variablesIn(each.body ?? '')))]}
          offers={[...productOffers, ...offers]}
          fault={faultOf(faults, `${at}/body`)}
          warning={warningOf(faults, `${at}/body`)}
          onChange={(body) => onChange({ ...card, body })}
        />
      )}
      {card.buttons.map((button, place) => (
        <ButtonFields
          key={place}
          button={button}
          at={`${at}/buttons/${place}`}
          faults={faults}
          beside={undefined}
          onChange={(next) => onChange({ ...card, buttons: card.buttons.with(place, next) })}
        />
      ))}
    </div>
  );
}
