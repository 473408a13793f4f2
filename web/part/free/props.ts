import type { FreeKind, FreeMessage } from '#core/whatsapp/free.ts';
import type { FreeFault } from './kinds.ts';

/** What the editor of one kind, or of a few, is given. */
export type FreePartProps<Kind extends FreeKind> = {
  readonly value: Extract<FreeMessage, { kind: Kind }>;
  readonly onChange: (value: FreeMessage) => void;
  readonly faults: readonly FreeFault[];
  readonly variables: readonly string[];
};
