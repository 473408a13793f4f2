import { z } from 'zod';
import type { Caller } from './caller.ts';
import { type Managed, parseAnswer } from './management.ts';

/** Meta pages by 25 where nothing is said; an account has a handful of forms. */
const formsPerPage = 100;
/** More pages than this are a fault of somebody's. */
const pagesMost = 20;
/** A form's file at Meta has at most 10 MB; source: the project's facts (cloud-api), read 2026-11-22. */
const formBytesMost = 10 * 1024 * 1024;

const ListedForm = z.looseObject({ id: z.coerce.string(), name: z.string(), status: z.string() });
const FormPage = z.looseObject({
  data: z.array(ListedForm),
  paging: z.looseObject({ cursors: z.looseObject({ after: z.string().optional() }).optional(), next: z.string().optional() }).optional(),
});
const FormAssets = z.looseObject({ data: z.array(z.looseObject({ asset_type: z.string(), download_url: z.string() })) });
const FormFile = z.looseObject({ screens: z.array(z.looseObject({ id: z.string() })).default([]) });

/** A form (Meta: a Flow) of a business account. `status` is DRAFT, PUBLISHED, DEPRECATED, BLOCKED or THROTTLED. */
export type ListedForm = z.infer<typeof ListedForm>;

/** Lists the forms of a business account, all pages: `GET /{account}/flows`. Source: the project's facts (cloud-api), read 2026-11-22. */
export async function listForms(caller: Caller, accountMetaId: string): Promise<Managed<ListedForm[]>> {
  const all: ListedForm[] = [];
  let after: string | undefined;
  for (let page = 0; page < pagesMost; page += 1) {
    const query: Record<string, string> = { fields: 'id,name,status', limit: String(formsPerPage), ...(after === undefined ? {} : { after }) };
    const answer = parseAnswer(FormPage, await caller.call('GET', `${accountMetaId}/flows`, { query }));
    if (!answer.ok) return answer;
    all.push(...answer.value.data);
    after = answer.value.paging?.cursors?.after;
    if (answer.value.paging?.next === undefined || after === undefined) break;
  }
  return { ok: true, value: all };
}

/** The screens of a form in their order, read from its file; none when it has no file, or one that cannot be read. */
export async function readScreens(caller: Caller, formMetaId: string): Promise<Managed<string[]>> {
  const answer = parseAnswer(FormAssets, await caller.call('GET', `${formMetaId}/assets`));
  if (!answer.ok) return answer;
  const address = answer.value.data.find(({ asset_type }) => asset_type === 'FLOW_JSON')?.download_url;
  if (address === undefined) return { ok: true, value: [] };
  const file = await caller.download(address, formBytesMost);
  if (!file.ok) return file;
  return { ok: true, value: parseScreens(file.bytes) };
}

function parseScreens(bytes: Uint8Array): string[] {
  try {
    const form = FormFile.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    return form.success ? form.data.screens.map(({ id }) => id) : [];
  } catch {
    return []; // A draft may be half written; it is Meta's to say so when it is published.
  }
}
