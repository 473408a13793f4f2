import type { ScopeName } from '#core/value/actor.ts';
import type { Voice } from '#web/ui/words/WordsProvider.tsx';

/** What a key may be given, as it is offered: reading before changing. The type says that none is forgotten. */
export const scopeWords = {
  'contacts:read': 'settings.scope_contacts_read',
  'contacts:write': 'settings.scope_contacts_write',
  'messages:read': 'settings.scope_messages_read',
  'messages:write': 'settings.scope_messages_write',
  'campaigns:read': 'settings.scope_campaigns_read',
  'campaigns:write': 'settings.scope_campaigns_write',
  'settings:write': 'settings.scope_settings_write',
} as const satisfies Record<ScopeName, string>;

/** Says a scope as what the key may do. */
export function sayScope(scope: ScopeName, t: Voice['t']): string {
  return t(scopeWords[scope]);
}

/** Tells a scope from other text. */
export function isScope(text: string): text is ScopeName {
  return Object.hasOwn(scopeWords, text);
}
