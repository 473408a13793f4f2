import type { FreeMessage } from '#core/whatsapp/free.ts';
import { checkButtonText, checkNeeded, checkOptional } from './free.words.ts';
import { lawFault, type LawFault } from './words.ts';

type Of<Kind extends FreeMessage['kind']> = Extract<FreeMessage, { kind: Kind }>;

/** Characters and counts of lists and of lists of products. Source: Meta's message pages (facts §2.1), read 2026-11-22. */
const limits = { button: 20, sections: 10, sectionTitle: 24, rows: 10, rowTitle: 24, rowDescription: 72, products: 30 } as const;

/** A list: its button, its sections, and at most ten rows in all of them together. */
export function checkList({ button, sections }: Of<'list'>): LawFault[] {
  const rows = sections.reduce((sum, section) => sum + section.rows.length, 0);
  return [
    ...checkButtonText('/button', button, limits.button),
    ...checkSections(sections),
    ...(rows > limits.rows ? [lawFault('/sections', 'rows_many', { count: rows, most: limits.rows })] : []),
    ...sections.flatMap((section, s) => {
      if (section.rows.length === 0) return [lawFault(`/sections/${s}/rows`, 'rows_none')];
      return section.rows.flatMap((row, r) => [
        ...checkNeeded(`/sections/${s}/rows/${r}/title`, row.title, limits.rowTitle, 'row_title_empty', 'row_title_long'),
        ...checkOptional(`/sections/${s}/rows/${r}/description`, row.description, limits.rowDescription, 'row_description_long'),
      ]);
    }),
  ];
}

/** One product, or up to thirty in sections, of one catalogue. */
export function checkProducts(message: Of<'product'> | Of<'products'>): LawFault[] {
  if (message.kind === 'product') return [...checkCatalog(message.catalog), ...checkProduct('/product', message.product)];
  const count = message.sections.reduce((sum, section) => sum + section.products.length, 0);
  return [
    ...checkCatalog(message.catalog),
    ...checkSections(message.sections),
    ...(count > limits.products ? [lawFault('/sections', 'products_many', { count, most: limits.products })] : []),
    ...message.sections.flatMap(({ products }, s) => {
      if (products.length === 0) return [lawFault(`/sections/${s}/products`, 'products_none')];
      return products.flatMap((product, p) => checkProduct(`/sections/${s}/products/${p}`, product));
    }),
  ];
}

/** A catalogue is named. */
export function checkCatalog(catalog: string): LawFault[] {
  return catalog.trim() === '' ? [lawFault('/catalog', 'catalog_missing')] : [];
}

/** A product is named. */
export function checkProduct(at: string, product: string): LawFault[] {
  return product.trim() === '' ? [lawFault(at, 'product_missing')] : [];
}

function checkSections(sections: readonly { readonly title: string | null }[]): LawFault[] {
  if (sections.length < 1 || sections.length > limits.sections)
    return [lawFault('/sections', 'sections_count', { count: sections.length, most: limits.sections })];
  return sections.flatMap(({ title }, s) => {
    const at = `/sections/${s}/title`;
    if (sections.length > 1 && (title ?? '').trim() === '') return [lawFault(at, 'section_title_missing')];
    return checkOptional(at, title, limits.sectionTitle, 'section_title_long');
  });
}
