import { type ImportRow, imports } from '#core/contract/imports.ts';
import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import { cutPage } from '#core/value/cursor.ts';
import type { Spoken } from '#core/value/say.ts';
import { placeOf } from '#server/audience/contact/routes.ts';
import { answers, type Answers, requireUpload } from '#server/platform/http/answers.ts';
import { type Platform, scopeOf } from '#server/platform/platform.ts';
import { errorsFile } from './errors.ts';
import { getImport, importIdOf, listImports, receiveImport, requestCheck, requestRun, requestUndo } from './import.ts';
import { tellReason } from './reason.ts';
import { selectRows } from './store.rows.ts';

/** Answers the contract's imports. */
export function importRoutes(platform: Platform): Answers {
  return answers(imports, {
    list: async (call, { query }) => {
      const { rows, next } = cutPage(
        await listImports(platform.db, scopeOf(call.actor), { before: placeOf(query.cursor), limit: query.limit + 1 }, call.language),
        query.limit,
      );
      return { items: rows.map((row) => row.shown), next };
    },
    create: (call, input) => {
      const upload = requireUpload(input);
      return receiveImport(platform, call.actor, { name: upload.filename, content: upload.stream }, call.now, call.language);
    },
    get: (call, { params }) => getImport(platform.db, scopeOf(call.actor), importIdOf(params.id), call.language),
    check: (call, { params, body }) => requestCheck(platform, call.actor, params.id, body, call.language),
    rows: async (call, { params, query }) => {
      const scope = scopeOf(call.actor);
      const id = importIdOf(params.id);
      await getImport(platform.db, scope, id);
      const found = await selectRows(platform.db, scope, id, { outcome: query.outcome, after: rowAfter(query.cursor), limit: query.limit + 1 });
      const rows = found.slice(0, query.limit);
      const last = rows.at(-1);
      return {
        items: rows.map((row) => presentRow(row, call.language)),
        next: found.length > query.limit && last !== undefined ? String(last.row_number) : null,
      };
    },
    run: (call, { params }) => requestRun(platform, call.actor, params.id, call.language),
    undo: (call, { params }) => requestUndo(platform, call.actor, params.id, call.language),
    errors: async (call, { params, query }) => ({
      type: 'text/csv; charset=utf-8',
      ...(await errorsFile(platform.db, scopeOf(call.actor), importIdOf(params.id), query.language ?? call.language)),
    }),
  });
}

function rowAfter(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (!/^\d{1,9}$/.test(cursor))
    throw refusal('bad_request', say('cursor_none', { text: cursor }), [{ at: '/query/cursor', message: say('cursor_none', { text: cursor }) }]);
  return Number(cursor);
}

function presentRow(row: Awaited<ReturnType<typeof selectRows>>[number], language: Spoken): ImportRow {
  return {
    row: row.row_number,
    outcome: parseOutcome(row.outcome),
    reason: tellReason(row.reason, language),
    opted_out: row.opted_out,
    name: row.display_name,
    phone: row.phone,
    cells: row.cells,
  };
}

function parseOutcome(outcome: string | null): ImportRow['outcome'] {
  return outcome as ImportRow['outcome']; // Rows are written with one of these and nothing else.
}
