import { z } from 'zod';
import { parseId } from '#core/value/id.ts';
import { declareTask } from '#server/platform/queue.ts';

const Payload = z.object({ workspace: z.uuid().transform((id) => parseId<'workspace'>(id)), import: z.uuid().transform((id) => parseId<'import'>(id)) });

/** Tells how a file is made: encoding, delimiter, header, columns. */
export const importRead = declareTask('import.read', Payload);
/** Reads every row and says what it would do. */
export const importCheck = declareTask('import.check', Payload);
/** Does it. */
export const importRun = declareTask('import.run', Payload);
/** Takes it back. */
export const importUndo = declareTask('import.undo', Payload);
