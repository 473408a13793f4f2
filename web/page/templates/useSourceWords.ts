import { useQuery } from '@tanstack/react-query';
import type { VariableSource } from '#core/contract/variables.ts';
import { queries } from '#web/api/queries.ts';
import { cartAttributes, orderAttributes, ownAttributes } from '#web/part/sources.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';

/** Says in a few words where a value comes from: "First name, else “there”". */
export function useSourceWords(): (source: VariableSource) => string {
  const { t } = useWords();
  const fields = useQuery(queries.contacts.fields()).data?.items ?? [];
  const what = (source: VariableSource): string => {
    switch (source.from) {
      case 'contact': {
        const own = ownAttributes.find((name) => name === source.attribute);
        if (own !== undefined) return t(`campaigns.attribute_${own}`);
        const key = source.attribute.replace(/^fields\./u, '');
        return fields.find((field) => field.key === key)?.label ?? key;
      }
      case 'text':
        return source.text === '' ? t('editor.source_open') : t('editor.source_text', { text: source.text });
      case 'liquid':
        return t('editor.source_liquid');
      case 'order': {
        const known = orderAttributes.find((name) => name === source.attribute);
        return known === undefined ? t('editor.source_order', { attribute: source.attribute }) : t(`compose.order_${known}`);
      }
      case 'cart': {
        const known = cartAttributes.find((name) => name === source.attribute);
        return known === undefined ? t('editor.source_cart', { attribute: source.attribute }) : t(`compose.cart_${known}`);
      }
      case 'recommendation':
        return t('editor.source_recommendation', { place: source.place, attribute: t(`editor.product_${source.attribute}`) });
    }
  };
  return (source) => {
    const fallback = source.from === 'text' ? '' : source.fallback;
    return fallback === '' ? what(source) : t('editor.source_else', { what: what(source), fallback });
  };
}
