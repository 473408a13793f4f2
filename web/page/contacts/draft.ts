import type { Contact } from '#core/contract/contacts.ts';

/** What the form of a person holds while it is edited. */
export type ContactDraft = {
  readonly first_name: string;
  readonly last_name: string;
  readonly phone: string;
  readonly email: string;
  readonly language: string;
  readonly tags: readonly string[];
};

export const emptyDraft: ContactDraft = { first_name: '', last_name: '', phone: '', email: '', language: '', tags: [] };

/** The form as a person stands now. */
export function draftOf(contact: Contact): ContactDraft {
  return {
    first_name: contact.first_name ?? '',
    last_name: contact.last_name ?? '',
    phone: contact.phone ?? '',
    email: contact.email ?? '',
    language: contact.language ?? '',
    tags: contact.tags,
  };
}

/** What is written: only what differs from `before`, so that two people editing two fields do not undo each other. Empty is null. */
export function writeOf(
  draft: ContactDraft,
  before: ContactDraft,
): { first_name?: string | null; last_name?: string | null; phone?: string | null; email?: string | null; language?: string | null; tags?: string[] } {
  const write: ReturnType<typeof writeOf> = {};
  for (const key of ['first_name', 'last_name', 'phone', 'email', 'language'] as const) {
    const now = draft[key].trim();
    if (now !== before[key]) write[key] = now === '' ? null : now;
  }
  if (draft.tags.join('\n') !== before.tags.join('\n')) write.tags = [...draft.tags];
  return write;
}
