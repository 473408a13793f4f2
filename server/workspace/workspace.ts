import { refusal, type RefusalFault } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import { Workspace } from '#core/contract/settings.ts';
import { type Actor, type Scope, scopes } from '#core/value/actor.ts';
import { parseId, presentId, type WorkspaceId } from '#core/value/id.ts';
import { parsePhone } from '#core/value/phone.ts';
import { isRefused } from '#core/value/result.ts';
import { isZone } from '#core/value/zones.ts';
import type { Db, Platform, Tx } from '#server/platform/platform.ts';
import { audit } from './audit.ts';
import { insertWorkspace, selectFirstWorkspace, selectWorkspace, updateWorkspace, type WorkspaceChange, type WorkspaceRow } from './store.ts';

/** The tenant: whose data it is, where its people mostly live, and whether it is a rehearsal or talks to Meta. */
export type House = {
  readonly id: WorkspaceId;
  readonly name: string;
  readonly mode: 'rehearsal' | 'live';
  /** ISO 3166-1 alpha-2: how a phone without a country code is read. */
  readonly defaultCountry: string;
  /** BCP 47. */
  readonly locale: string;
  /** IANA. */
  readonly timezone: string;
  /** ISO 4217: in which costs are shown. */
  readonly currency: string;
  /** Phones of those who work here, E.164: test sends go there. */
  readonly teamPhones: Workspace['team_phones'];
  /** Below this score somebody will likely not want a campaign. */
  readonly etrThreshold: number;
  /** Minutes after which whoever is in doubt is sent to again by itself; null is never. */
  readonly resendMinutes: number | null;
};

/** What a new workspace is told. */
export type NewWorkspace = Omit<House, 'id' | 'teamPhones' | 'etrThreshold' | 'resendMinutes'>;

/** Makes a workspace. */
export async function createWorkspace(tx: Tx, platform: Pick<Platform, 'random' | 'clock'>, input: NewWorkspace): Promise<House> {
  const now = platform.clock.now();
  const id = platform.random.uuid7('workspace', now);
  await insertWorkspace(tx, {
    id,
    name: input.name,
    mode: input.mode,
    default_country: input.defaultCountry,
    locale: input.locale,
    timezone: input.timezone,
    currency: input.currency,
    created_at: now,
  });
  return getWorkspace(tx, { workspace: id });
}

/** The workspace of a scope; one that is not there is a bug. */
export async function getWorkspace(db: Db | Tx, scope: Scope): Promise<House> {
  const row = await selectWorkspace(db, scope);
  if (!row) throw new Error(`there is no workspace ${scope.workspace}`);
  return houseOf(row);
}

/** The workspace of this installation, if its first start has made it. */
export async function findFirstWorkspace(db: Db | Tx): Promise<House | undefined> {
  const row = await selectFirstWorkspace(db);
  return row && houseOf(row);
}

/** Changes what is given; phones are kept as E.164, and one that is none is refused at its place. */
export async function changeWorkspace(
  platform: Platform,
  actor: Actor,
  change: { [Key in 'name' | 'default_country' | 'timezone' | 'team_phones' | 'etr_threshold' | 'resend_minutes']?: Workspace[Key] | undefined },
): Promise<House> {
  if (change.timezone !== undefined && !isZone(change.timezone)) {
    throw refusal('invalid', say('timezone_unknown', { timezone: change.timezone }), [
      { at: '/body/timezone', message: say('timezone_unknown', { timezone: change.timezone }) },
    ]);
  }
  const scope = { workspace: actor.workspace };
  const given: WorkspaceChange = {};
  if (change.name !== undefined) given.name = change.name;
  if (change.default_country !== undefined) given.default_country = change.default_country;
  if (change.timezone !== undefined) given.timezone = change.timezone;
  if (change.etr_threshold !== undefined) given.etr_threshold = change.etr_threshold;
  if (change.resend_minutes !== undefined) given.resend_minutes = change.resend_minutes;
  return await platform.db.transaction().execute(async (tx) => {
    if (change.team_phones !== undefined) {
      const { defaultCountry } = await getWorkspace(tx, scope);
      given.team_phones = JSON.stringify(readTeamPhones(change.team_phones, change.default_country ?? defaultCountry));
    }
    if (Object.keys(given).length > 0) {
      await updateWorkspace(tx, scope, given);
      await audit(tx, platform, actor, { act: 'workspace.change', subject: presentId('workspace', actor.workspace), detail: given });
      await platform.live.tell(tx, scope, { kind: 'settings', id: '*' });
    }
    return await getWorkspace(tx, scope);
  });
}

function readTeamPhones(phones: Workspace['team_phones'], defaultCountry: string): Workspace['team_phones'] {
  const faults: RefusalFault[] = [];
  const read = phones.map(({ name, phone }, place) => {
    const parsed = parsePhone(phone, defaultCountry);
    if (isRefused(parsed)) faults.push({ at: `/body/team_phones/${place}/phone`, message: parsed.detail });
    return { name, phone: isRefused(parsed) ? phone : parsed.e164 };
  });
  read.forEach(({ phone }, place) => {
    if (read.findIndex((one) => one.phone === phone) < place)
      faults.push({ at: `/body/team_phones/${place}/phone`, message: say('team_phone_twice', { phone }) });
  });
  const first = faults[0];
  if (first !== undefined) throw refusal('phone_invalid', first.message, faults);
  return read;
}

/** The program itself as an actor in a workspace: for workers and for what runs before anybody has signed in. */
export function systemActor(workspace: WorkspaceId, part: string): Actor {
  return { kind: 'system', id: part, name: part, workspace, scopes };
}

/** A workspace as the API shows it. `phonesUrl` is where the rehearsal's phones are, if there are any. */
export function presentWorkspace(house: House, phonesUrl: string | undefined): Workspace {
  return {
    id: presentId('workspace', house.id),
    name: house.name,
    mode: house.mode,
    default_country: house.defaultCountry,
    locale: house.locale,
    timezone: house.timezone,
    currency: house.currency,
    team_phones: house.teamPhones,
    etr_threshold: house.etrThreshold,
    resend_minutes: house.resendMinutes,
    phones_url: house.mode === 'rehearsal' ? (phonesUrl ?? null) : null,
  };
}

function houseOf(row: WorkspaceRow): House {
  return {
    id: parseId<'workspace'>(row.id),
    name: row.name,
    mode: row.mode,
    defaultCountry: row.default_country,
    locale: row.locale,
    timezone: row.timezone,
    currency: row.currency,
    teamPhones: Workspace.shape.team_phones.parse(row.team_phones),
    etrThreshold: row.etr_threshold,
    resendMinutes: row.resend_minutes,
  };
}
