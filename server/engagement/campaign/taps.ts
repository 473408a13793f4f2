import type { ButtonTaps } from '#core/contract/report.ts';
import { bodyIn } from '#core/whatsapp/free.bodies.ts';
import type { TemplateButton } from '#core/whatsapp/template.ts';
import type { BroadcastRecord } from '#server/messaging/outbox/broadcast.ts';
import type { Tapped } from '#server/messaging/outbox/reading.ts';

/** A button with its place in the message. */
export type NamedTap = ButtonTaps;

type Place = { readonly card: number | null; readonly button: number };

/** Finds the place of each tapped button in the body that the person had: by its label: WhatsApp allows each label once in a message. */
export function nameTaps(broadcast: Pick<BroadcastRecord, 'languages' | 'free'>, tapped: readonly Tapped[]): NamedTap[] {
  return tapped.map((tap) => {
    const place = placeOf(broadcast, tap);
    const { text, people, taps } = tap;
    return {
      body: tap.free ? 'free' : 'template',
      language: broadcast.languages[tap.language]?.language ?? '',
      card: place?.card ?? null,
      button: place?.button ?? null,
      text,
      people,
      taps,
    };
  });
}

function placeOf({ languages, free }: Pick<BroadcastRecord, 'languages' | 'free'>, tap: Tapped): Place | undefined {
  const language = languages[tap.language];
  if (language === undefined) return undefined;
  if (tap.free) {
    const body = bodyIn(free, language.language);
    if (body?.kind !== 'buttons') return undefined;
    const at = body.buttons.findIndex((button) => button.text === tap.text);
    return at < 0 ? undefined : { card: null, button: at };
  }
  const { buttons, cards } = language.content;
  const same = (button: TemplateButton) => button.kind === 'reply' && button.text === tap.text;
  const at = buttons.findIndex(same);
  if (at >= 0) return { card: null, button: at };
  for (const [card, { buttons: inside }] of (cards ?? []).entries()) {
    const button = inside.findIndex(same);
    if (button >= 0) return { card, button };
  }
  return undefined;
}
