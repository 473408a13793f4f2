import { lawFault, type LawFault, textLength } from './words.ts';

/** Characters and counts of free-form messages, by Meta's message pages, read 2026-11-22. */
const messageLimits = { text: 4096, caption: 1024, buttonsText: 1024, buttons: 3, buttonText: 20 } as const;

/** What somebody wants to say inside the customer service window. */
export type FreeForm =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'image'; readonly caption: string | null }
  | { readonly kind: 'buttons'; readonly text: string; readonly buttons: readonly string[] };

/** What WhatsApp would refuse of a free-form message; `at` points into it. Empty for a good one. Pure. */
export function checkMessage(message: FreeForm): LawFault[] {
  switch (message.kind) {
    case 'text':
      return checkText(message.text, messageLimits.text);
    case 'image': {
      const length = textLength(message.caption ?? '');
      return length > messageLimits.caption ? [lawFault('/caption', 'caption_long', { length, most: messageLimits.caption })] : [];
    }
    case 'buttons':
      return [...checkText(message.text, messageLimits.buttonsText), ...checkButtons(message.buttons)];
  }
}

function checkText(text: string, most: number): LawFault[] {
  if (text.trim() === '') return [lawFault('/text', 'text_empty')];
  return textLength(text) > most ? [lawFault('/text', 'text_long', { length: textLength(text), most })] : [];
}

function checkButtons(buttons: readonly string[]): LawFault[] {
  if (buttons.length < 1 || buttons.length > messageLimits.buttons)
    return [lawFault('/buttons', 'reply_buttons_count', { count: buttons.length, most: messageLimits.buttons })];
  return buttons.flatMap((text, index) => {
    const at = `/buttons/${index}`;
    if (text.trim() === '') return [lawFault(at, 'button_empty')];
    if (textLength(text) > messageLimits.buttonText) return [lawFault(at, 'button_long', { length: textLength(text), most: messageLimits.buttonText })];
    if (/[\n\r]/.test(text)) return [lawFault(at, 'button_line')];
    return buttons.slice(0, index).includes(text) ? [lawFault(at, 'button_same', { text })] : [];
  });
}
