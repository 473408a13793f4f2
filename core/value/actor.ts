import type { WorkspaceId } from './id.ts';

/** What an API key may do. A user has all of them; a key has those it was given. */
export const scopes = ['contacts:read', 'contacts:write', 'messages:read', 'messages:write', 'campaigns:read', 'campaigns:write', 'settings:write'] as const;
export type ScopeName = (typeof scopes)[number];

/** Who acts, in which workspace, and what they may do. `system` is the program itself (a worker, the demo). */
export type Actor = {
  readonly kind: 'user' | 'key' | 'system';
  /** A user id, a key id, or the name of the part of the program. */
  readonly id: string;
  readonly name: string;
  readonly workspace: WorkspaceId;
  readonly scopes: readonly ScopeName[];
};

/** Whose data a statement touches. Every tenant table leads its key with it. */
export type Scope = { readonly workspace: WorkspaceId };
