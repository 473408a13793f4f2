import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '#server/platform/config.ts';
import type { Platform } from '#server/platform/platform.ts';
import { openDatabase } from '#server/platform/postgres/postgres.ts';
import { audit, hasAudited } from '#server/workspace/audit.ts';
import type { SignIn } from '#server/workspace/sign-in.ts';
import { createWorkspace, type House, type NewWorkspace, systemActor } from '#server/workspace/workspace.ts';
import { seedDemo, type Seeding } from './demo/seed.ts';

/** What the first start has made, with the password that is shown this once. */
export type FirstStart = { readonly house: House; readonly email: string; readonly password: string };

const ownerEmail = 'owner@parley.test';
const begun = 'demo.begin';
const done = 'demo.done';

const demoShop: NewWorkspace = { name: 'Brûlerie Lumière', mode: 'rehearsal', defaultCountry: 'FR', locale: 'en', timezone: 'Europe/Paris', currency: 'EUR' };

/** Makes the workspace and its owner. */
export async function makeHouse(platform: Platform, signIn: SignIn, config: Pick<Config, 'hasRehearsal' | 'hasDemo'>): Promise<FirstStart> {
  const isDemo = config.hasRehearsal && config.hasDemo;
  const house = await platform.db.transaction().execute(async (tx) => {
    const made = await createWorkspace(
      tx,
      platform,
      isDemo ? demoShop : { ...demoShop, name: 'My workspace', mode: config.hasRehearsal ? 'rehearsal' : 'live', timezone: localTimezone() },
    );
    if (isDemo) await audit(tx, platform, systemActor(made.id, 'first start'), { act: begun, subject: 'workspace' });
    return made;
  });
  const { password } = await signIn.createOwner({ workspace: house.id, email: ownerEmail, name: 'Owner' });
  return { house, email: ownerEmail, password };
}

/** Fills the demo shop, and notes that it is complete. */
export async function seedHouse(platform: Platform, house: House, seeding: Omit<Seeding, 'picture'>): Promise<void> {
  const picture = readFileSync(join(import.meta.dirname, 'demo/pictures/christmas-coffee.jpg'));
  await seedDemo({ ...seeding, picture });
  await audit(platform.db, platform, systemActor(house.id, 'first start'), { act: done, subject: 'workspace' });
}

/** Tells whether a first start was killed while it filled the demo shop. */
export async function isDemoHalfMade(databaseUrl: string): Promise<boolean> {
  const { db, close } = openDatabase(databaseUrl);
  try {
    return (await hasAudited(db, begun)) && !(await hasAudited(db, done));
  } finally {
    await close();
  }
}

/** Forgets the phones of a half-made demo; they are made again with it. */
export function forgetPhones(dataFolder: string): void {
  rmSync(join(dataFolder, 'phones'), { recursive: true, force: true });
}

function localTimezone(): string {
  return new Intl.DateTimeFormat('en').resolvedOptions().timeZone;
}
