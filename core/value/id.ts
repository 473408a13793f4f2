import { type Refused, refused } from './result.ts';
import { sayValue } from './says.ts';

/**
 * Ids are UUIDv7 inside (sorted by time) and carry a prefix at the border: `con_01932f…`.
 * The border form is the prefix, an underscore and the 32 hex digits of the UUID without dashes.
 */
export const idPrefixes = {
  workspace: 'wsp',
  user: 'usr',
  key: 'key',
  contact: 'con',
  consent: 'cst',
  fact: 'fct',
  segment: 'seg',
  import: 'imp',
  business: 'bus',
  number: 'num',
  media: 'med',
  template: 'tpl',
  translation: 'ttr',
  conversation: 'cnv',
  message: 'msg',
  webhook: 'whk',
  campaign: 'cmp',
  plan: 'pln',
  broadcast: 'bro',
  notice: 'ntc',
  share: 'shr',
  breaker: 'brk',
} as const;

export type IdKind = keyof typeof idPrefixes;

/** The UUID of a thing of one kind. A `Id<'contact'>` is not a `Id<'message'>`. */
export type Id<Kind extends IdKind> = string & { readonly kind: Kind };

export type WorkspaceId = Id<'workspace'>;
export type UserId = Id<'user'>;
export type ContactId = Id<'contact'>;
export type SegmentId = Id<'segment'>;
export type ImportId = Id<'import'>;
export type BusinessId = Id<'business'>;
export type NumberId = Id<'number'>;
export type MediaId = Id<'media'>;
export type TemplateId = Id<'template'>;
export type TranslationId = Id<'translation'>;
export type ConversationId = Id<'conversation'>;
export type MessageId = Id<'message'>;
export type CampaignId = Id<'campaign'>;
export type PlanId = Id<'plan'>;
export type BroadcastId = Id<'broadcast'>;
export type NoticeId = Id<'notice'>;
export type ShareId = Id<'share'>;
export type BreakerId = Id<'breaker'>;

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Brands a UUID that comes from our own database or generator. Throws if it is no UUID: that is a bug. */
export function parseId<Kind extends IdKind>(uuid: string): Id<Kind> {
  if (!uuidPattern.test(uuid)) throw new Error(`"${uuid}" is no UUID`);
  return uuid as Id<Kind>;
}

/** Prints an id for the border: `con_` and 32 hex digits. */
export function presentId<Kind extends IdKind>(kind: Kind, id: Id<Kind>): string {
  return `${idPrefixes[kind]}_${id.replaceAll('-', '')}`;
}

/** Reads a border id such as `con_0193…`; refuses another prefix or a malformed tail. */
export function parsePublicId<Kind extends IdKind>(kind: Kind, text: string): Id<Kind> | Refused {
  const match = /^([a-z]{3})_([0-9a-f]{32})$/.exec(text);
  const hex = match?.[2];
  if (!match || hex === undefined || match[1] !== idPrefixes[kind]) {
    return refused('bad_id', sayValue('id_none', { text, kind, prefix: idPrefixes[kind] }));
  }
  return parseId<Kind>(`${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`);
}
