import type { TemplateCategory, TemplateContent } from '#core/whatsapp/template.ts';
import { emptyButton } from './buttons.ts';
import { emptyCard } from './cards.ts';
import { offerEnds } from './samples.ts';

/** What kind of message is written. The parts of one kind are not those of another, so the editor asks for this first. */
export const shapes = ['message', 'carousel', 'offer', 'passcode'] as const;
export type Shape = (typeof shapes)[number];

/** Which kind a content is, told by its parts. */
export function shapeOf(content: TemplateContent): Shape {
  if (content.cards !== undefined) return 'carousel';
  if (content.offer !== undefined) return 'offer';
  return content.passcode === undefined ? 'message' : 'passcode';
}

/** The category a kind demands: only marketing has offers, only authentication has passcodes; null where the writer chooses. */
export function categoryOf(shape: Shape): TemplateCategory | null {
  switch (shape) {
    case 'message':
    case 'carousel':
      return null;
    case 'offer':
      return 'marketing';
    case 'passcode':
      return 'authentication';
  }
}

/** Makes a content another kind of message; what both kinds have stays, the rest goes. */
export function withShape(content: TemplateContent, shape: Shape): TemplateContent {
  if (shape === shapeOf(content)) return content;
  const { cards: _cards, offer: _offer, passcode: _passcode, ...plain } = content;
  const ordinary = plain.buttons.filter((button) => button.kind !== 'passcode' && button.kind !== 'product');
  switch (shape) {
    case 'message':
      return { ...plain, buttons: ordinary };
    case 'carousel':
      return { ...plain, header: null, footer: null, buttons: [], cards: [emptyCard('image'), emptyCard('image')] };
    case 'offer':
      return {
        ...plain,
        header: plain.header?.kind === 'image' || plain.header?.kind === 'video' ? plain.header : { kind: 'image', media: '' },
        footer: null,
        offer: { text: '', expires: `{{${offerEnds}}}` },
        buttons: [
          ordinary.find((button) => button.kind === 'copy_code') ?? emptyButton('copy_code'),
          ordinary.find((button) => button.kind === 'url') ?? emptyButton('url'),
        ],
      };
    case 'passcode':
      return {
        header: null,
        body: '',
        footer: null,
        buttons: [emptyButton('passcode')],
        passcode: { security_advice: true, expires_minutes: 10 },
        samples: { code: content.samples['code'] ?? '472913' },
      };
  }
}

/** What other kinds of message had, by language and kind. */
export type Shelf = Map<string, TemplateContent>;

/**
 * Makes a content another kind of message and puts what it was on the shelf; a kind that was written before gets its parts back,
 * with the words as they are now.
 */
export function reshaped(shelf: Shelf, language: string, content: TemplateContent, shape: Shape): TemplateContent {
  const was = shapeOf(content);
  if (was === shape) return content;
  shelf.set(`${language} ${was}`, content);
  const before = shelf.get(`${language} ${shape}`);
  // A passcode has no words of ours, so nothing is brought from it.
  const words = was === 'passcode' ? (shelf.get(`${language} words`) ?? content) : content;
  if (shape === 'passcode') shelf.set(`${language} words`, content);
  if (before === undefined) return withShape(words, shape);
  return shape === 'passcode' ? before : { ...before, body: words.body, samples: { ...before.samples, ...words.samples } };
}
