import type { TemplateContent, TemplateHeader } from '#core/whatsapp/template.ts';

/** What may stand on top; `none` is nothing. */
export const headerKinds = ['none', 'text', 'image', 'video', 'document', 'location', 'product'] as const;
export type DraftHeader = (typeof headerKinds)[number];

/** Which kind of header a message has. */
export function headerKind(content: Pick<TemplateContent, 'header'>): DraftHeader {
  return content.header?.kind ?? 'none';
}

/** A header of a kind with nothing chosen yet. */
export function emptyHeader(kind: TemplateHeader['kind']): TemplateHeader {
  switch (kind) {
    case 'text':
      return { kind, text: '' };
    case 'image':
    case 'video':
    case 'document':
      return { kind, media: '' };
    case 'location':
      return { kind, latitude: '', longitude: '', name: '', address: '' };
    case 'product':
      return { kind, catalog: '', product: '' };
  }
}

/**
 * Changes the kind of header; what was there before is not carried into another kind. A product on top brings its button,
 * and takes it away again.
 */
export function withHeader(content: TemplateContent, kind: DraftHeader): TemplateContent {
  if (kind === headerKind(content)) return content;
  const buttons = content.buttons.filter((button) => button.kind !== 'product');
  if (kind === 'none') return { ...content, header: null, buttons };
  if (kind === 'product') return { ...content, header: emptyHeader(kind), buttons: [{ kind: 'product', text: '' }, ...buttons] };
  return { ...content, header: emptyHeader(kind), buttons };
}
