import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor, Scope } from '#core/value/actor.ts';
import { scopes } from '#core/value/actor.ts';
import { silentLog } from '#server/platform/log.ts';
import { openPlatform } from '#server/platform/open.ts';
import { type Platform, scopeOf } from '#server/platform/platform.ts';
import { createWorkspace } from '#server/workspace/workspace.ts';
import { heldClock } from './clock.ts';
import { openTestDatabase } from './database.ts';

/** A platform on a database of its own with one French workspace, and somebody who acts in it. */
export type TestHouse = { readonly platform: Platform; readonly actor: Actor; readonly scope: Scope; readonly close: () => Promise<void> };

/** Opens one. Time stands at 2026-11-22 12:00 UTC and goes on a millisecond with every look at it. */
export async function openTestHouse(): Promise<TestHouse> {
  const database = await openTestDatabase();
  const dataFolder = mkdtempSync(join(tmpdir(), 'parley-house-'));
  let now = Date.parse('2026-11-22T12:00:00Z');
  const opened = openPlatform({
    config: { publicUrl: 'http://parley.test', dataFolder, secretKey: 'k'.repeat(40) },
    databaseUrl: database.url,
    log: silentLog,
    clock: heldClock(() => new Date((now += 1))),
  });
  const { platform } = opened;
  const house = await platform.db
    .transaction()
    .execute((tx) =>
      createWorkspace(tx, platform, { name: 'Test', mode: 'rehearsal', defaultCountry: 'FR', locale: 'fr', timezone: 'Europe/Paris', currency: 'EUR' }),
    );
  const actor: Actor = { kind: 'user', id: 'usr_test', name: 'Tess', workspace: house.id, scopes };
  return {
    platform,
    actor,
    scope: scopeOf(actor),
    close: async () => {
      await opened.close();
      await database.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
