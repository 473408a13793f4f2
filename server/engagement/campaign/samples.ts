import type { Plan } from '#core/contract/campaigns.ts';
import type { Scope } from '#core/value/actor.ts';
import { parseId, presentId } from '#core/value/id.ts';
import { bodyIn } from '#core/whatsapp/free.bodies.ts';
import { drawFree, type FreeLook } from '#core/whatsapp/free.draw.ts';
import { fillFree } from '#core/whatsapp/free.fill.ts';
import { filesIn } from '#core/whatsapp/law/free.files.ts';
import { findFiles } from '#server/messaging/media/lookup.ts';
import { drawTemplate } from '#server/messaging/template/template.ts';
import type { Tx } from '#server/platform/platform.ts';
import type { Draft } from './frozen.ts';
import type { SampleRow } from './store.audience.ts';

/** The message as some people will see it: the template or the free message, in their language. */
export async function drawSamples(tx: Tx, scope: Scope, draft: Draft, rows: readonly SampleRow[]): Promise<Plan['samples']> {
  const filled = rows.map((row) => ({ row, values: Object.fromEntries(draft.variables.map(({ name }, place) => [name, row.variables[place] ?? ''])) }));
  const said = filled.map(({ row, values }) => {
    const body = row.free ? bodyIn(draft.free, draft.languages[row.position]?.language ?? '') : undefined;
    return body === undefined ? null : fillFree(body, values);
  });
  const named = said.flatMap((message) => (message === null ? [] : filesIn(message).map(({ media }) => media)));
  const files = await findFiles(tx, scope, named);
  const look: FreeLook = {
    file: (media) => files.get(media) ?? { mime: '', name: null },
    product: (_catalog, id) => ({ id, name: null, price: null, image: null }),
  };
  return filled.flatMap(({ row, values }, place) => {
    const translation = draft.languages[row.position];
    if (translation === undefined) return [];
    const message = said[place] ?? null;
    return [
      {
        contact: presentId('contact', parseId<'contact'>(row.contact_id)),
        name: row.name,
        language: translation.language,
        free: message !== null,
        score: row.score,
        content: message === null ? drawTemplate(draft.template, translation, values) : drawFree(message, look),
      },
    ];
  });
}
