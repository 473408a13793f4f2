import type { TemplateButton, TemplateCategory } from '#core/whatsapp/template.ts';
import { lawFault, type LawFault, textLength } from './words.ts';

/** Of products in a message: sections, products in all, characters of a section's title. Source: the project's facts (cloud-api §2.1), read 2026-11-22. */
export const shelfLimits = { sections: 10, products: 30, title: 24 } as const;

type ShelfButton = Extract<TemplateButton, { kind: 'catalog' | 'products' | 'product' }>;

/** Looks at what a button shows of a catalogue. Templates that show products are marketing (Meta's pages of them, read 2026-11-22). */
export function lintShelf(button: ShelfButton, at: string, category: TemplateCategory): LawFault[] {
  const faults = category === 'marketing' ? [] : [lawFault(at, 'shelf_category')];
  if (button.kind !== 'products') return faults;
  if (button.thumbnail.trim() === '') faults.push(lawFault(`${at}/thumbnail`, 'product_empty'));
  const { sections } = button;
  const products = sections.reduce((sum, section) => sum + section.products.length, 0);
  if (sections.length < 1 || sections.length > shelfLimits.sections)
    faults.push(lawFault(`${at}/sections`, 'sections_count', { count: sections.length, most: shelfLimits.sections }));
  if (products < 1 || products > shelfLimits.products) faults.push(lawFault(`${at}/sections`, 'shelf_count', { count: products, most: shelfLimits.products }));
  sections.forEach((section, index) => {
    const here = `${at}/sections/${index}`;
    const length = textLength(section.title);
    if (sections.length > 1 && section.title.trim() === '') faults.push(lawFault(`${here}/title`, 'section_title_missing'));
    if (length > shelfLimits.title) faults.push(lawFault(`${here}/title`, 'section_title_long', { length, most: shelfLimits.title }));
    section.products.forEach((id, place) => {
      if (id.trim() === '') faults.push(lawFault(`${here}/products/${place}`, 'product_empty'));
    });
  });
  return faults;
}
