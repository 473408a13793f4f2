import { Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { VariableSource } from '#core/contract/variables.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { LiquidField } from './LiquidField.tsx';
import { RecommendationField } from './RecommendationField.tsx';
import { cartAttributes, orderAttributes, originOf, ownAttributes, ownKeyOf, withOrigin, withOwnKey } from './sources.ts';
import css from './VariableEditor.module.css';

type Props = {
  readonly name: string;
  readonly source: VariableSource;
  /** The workspace's own attributes. */
  readonly fields: readonly { readonly key: string; readonly label: string }[];
  /** How many people get the fallback, by the last plan. */
  readonly fallbackPeople: number;
  readonly fault: string | undefined;
  /** The source of the variable above: an explanation that stands there already is not said again. */
  readonly above?: VariableSource | undefined;
  readonly onChange: (source: VariableSource) => void;
};

/** What fills one variable: something known of the person, their order or cart, a recommended product, the same words for everybody, or Liquid; with a fallback. */
export function VariableEditor({ name, source, fields, fallbackPeople, fault, above, onChange }: Props): ReactNode {
  const { t } = useWords();
  const ownKey = ownKeyOf(source);
  const isOwnFault = source.from === 'contact' || source.from === 'order' || source.from === 'cart' || source.from === 'recommendation';
  const isTold = above !== undefined && above.from !== 'text' && above.fallback === '';
  const isFoundAlike = source.from === 'recommendation' && above?.from === 'recommendation' && above.by === source.by;
  return (
    <fieldset className={css.variable}>
      <legend>{name}</legend>
      <div className={css.fields}>
        <Origin name={name} source={source} fields={fields} onChange={onChange} />
        {source.from === 'text' && (
          <TextInput
            aria-label={t('campaigns.words_of', { name })}
            placeholder={t('campaigns.words')}
            value={source.text}
            maxLength={1000}
            error={fault}
            onChange={(event) => onChange({ from: 'text', text: event.currentTarget.value })}
          />
        )}
        {source.from !== 'text' && (
          <TextInput
            aria-label={t('campaigns.fallback_of', { name })}
            placeholder={t('campaigns.no_fallback')}
            leftSection={<span className={css.else}>{t('campaigns.else')}</span>}
            leftSectionWidth={62}
            value={source.fallback}
            maxLength={1000}
            error={isOwnFault ? fault : undefined}
            onChange={(event) => onChange({ ...source, fallback: event.currentTarget.value })}
          />
        )}
      </div>
      {ownKey !== undefined && (
        <TextInput
          className={css.below}
          label={t('compose.own_key')}
          description={t('compose.own_key_about')}
          dir="ltr"
          maxLength={60}
          value={ownKey}
          onChange={(event) => onChange(withOwnKey(source, event.currentTarget.value))}
        />
      )}
      {source.from === 'recommendation' && <RecommendationField source={source} isTold={isFoundAlike} onChange={onChange} />}
      {source.from === 'liquid' && <LiquidField name={name} source={source} fault={fault} onChange={onChange} />}
      {source.from !== 'text' && source.fallback === '' && !isTold && <p className={css.note}>{t('campaigns.without_fallback')}</p>}
      {source.from !== 'text' && source.fallback !== '' && fallbackPeople > 0 && (
        <p className={css.note}>{t('campaigns.get_fallback', { people: fallbackPeople })}</p>
      )}
    </fieldset>
  );
}

/** Where the value comes from, as a list in groups. */
function Origin({ name, source, fields, onChange }: Pick<Props, 'name' | 'source' | 'fields' | 'onChange'>): ReactNode {
  const { t } = useWords();
  const origins = [
    { group: t('campaigns.of_person'), items: ownAttributes.map((attribute) => ({ value: attribute, label: t(`campaigns.attribute_${attribute}`) })) },
    ...(fields.length === 0 ? [] : [{ group: t('campaigns.of_fields'), items: fields.map((field) => ({ value: `fields.${field.key}`, label: field.label })) }]),
    {
      group: t('compose.of_order'),
      items: [
        ...orderAttributes.map((attribute) => ({ value: `order.${attribute}`, label: t(`compose.order_${attribute}`) })),
        { value: 'order.data.', label: t('compose.order_data') },
      ],
    },
    {
      group: t('compose.of_cart'),
      items: [
        ...cartAttributes.map((attribute) => ({ value: `cart.${attribute}`, label: t(`compose.cart_${attribute}`) })),
        { value: 'cart.data.', label: t('compose.cart_data') },
      ],
    },
    { group: t('compose.of_shop'), items: [{ value: 'recommendation', label: t('compose.recommendation') }] },
    {
      group: t('campaigns.of_all'),
      items: [
        { value: 'text', label: t('campaigns.same_words') },
        { value: 'liquid', label: t('campaigns.liquid') },
      ],
    },
  ];
  return (
    <Select
      aria-label={t('campaigns.fills', { name })}
      value={originOf(source)}
      data={origins}
      allowDeselect={false}
      searchable
      onChange={(picked) => picked !== null && onChange(withOrigin(source, picked))}
    />
  );
}
