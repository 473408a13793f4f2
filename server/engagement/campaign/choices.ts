import type { CampaignChoices } from '#core/contract/campaigns.ts';
import { CampaignChoices as ChoicesShape } from '#core/contract/campaigns.ts';
import { readId } from '#core/contract/read-id.ts';
import { Refusal, refusal, type RefusalFault } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import { checkSource } from '#core/expression/expression.ts';
import type { Scope } from '#core/value/actor.ts';
import { inBoth } from '#core/value/say.ts';
import type { Instant } from '#core/value/time.ts';
import { bodiesVariables, type FreeBodies, freeLanguagesMost } from '#core/whatsapp/free.bodies.ts';
import type { FreeMessage } from '#core/whatsapp/free.ts';
import { filesIn } from '#core/whatsapp/law/free.files.ts';
import { checkFree } from '#core/whatsapp/law/free.ts';
import { faultWords } from '#core/whatsapp/law/words.ts';
import { getSegment } from '#server/audience/segment/segment.ts';
import { findFiles } from '#server/messaging/media/lookup.ts';
import { getNumber } from '#server/messaging/number/number.ts';
import { getTemplate } from '#server/messaging/template/template.ts';
import type { Db, Tx } from '#server/platform/platform.ts';
import { scheduleFaults } from './schedule.ts';

/** What a draft begins with. */
export const noChoices: CampaignChoices = {
  segments: [],
  except: [],
  template: null,
  number: null,
  variables: {},
  free: null,
  schedule: null,
  topic: null,
  reason: null,
  leave_out_below: null,
  pace: null,
  canary: null,
  budget_micros: null,
};

/** A template has a handful; this only keeps a mistake from growing. */
const variablesMost = 50;

/** A change to a draft: what is given replaces what was there. */
export type ChoicesChange = { readonly [Key in keyof CampaignChoices]?: CampaignChoices[Key] | undefined };

/** Lays a change over the choices of a draft. */
export function applyChange(choices: CampaignChoices, change: ChoicesChange): CampaignChoices {
  const pick = <Key extends keyof CampaignChoices>(key: Key): CampaignChoices[Key] => {
    const given: CampaignChoices[Key] | undefined = change[key];
    return given === undefined ? choices[key] : given;
  };
  return {
    segments: pick('segments'),
    except: pick('except'),
    template: pick('template'),
    number: pick('number'),
    variables: pick('variables'),
    free: pick('free'),
    schedule: pick('schedule'),
    topic: pick('topic'),
    reason: pick('reason'),
    leave_out_below: pick('leave_out_below'),
    pace: pick('pace'),
    canary: pick('canary'),
    budget_micros: pick('budget_micros'),
  };
}

/** Reads the choices of a row. */
export function parseChoices(value: unknown): CampaignChoices {
  return ChoicesShape.parse(value);
}

/**
 * Refuses choices that can never be sent: things that are not there, attributes nobody has, Liquid that cannot be read, a
 * free message that WhatsApp would refuse, a repetition that cannot be followed. Each fault bears its place in the request. What is merely not chosen yet is no fault of a draft; the plan asks for it.
 * `kept` is what the change is laid over: what contradicts it is refused too.
 */
export async function checkChoices(db: Db | Tx, scope: Scope, choices: ChoicesChange, now: Instant, kept: CampaignChoices = noChoices): Promise<void> {
  const faults: RefusalFault[] = [
    ...(await segmentFaults(db, scope, 'segments', choices.segments ?? [])),
    ...(await segmentFaults(db, scope, 'except', choices.except ?? [])),
    ...(await faultOf('/body/choices/template', choices.template, (text, at) => getTemplate(db, scope, readId('template', text, at)))),
    ...(await faultOf('/body/choices/number', choices.number, (text, at) => getNumber(db, scope, readId('number', text, at)))),
    ...variableFaults(choices.variables ?? {}),
    ...(choices.free === null || choices.free === undefined ? [] : await bodiesFaults(db, scope, choices.free)),
    ...(choices.schedule === null || choices.schedule === undefined ? [] : scheduleFaults(choices.schedule, now, '/body/choices/schedule')),
    ...(choices.pace === undefined && choices.schedule === undefined ? [] : paceFaults(applyChange(kept, choices))),
  ];
  const first = faults[0];
  if (first !== undefined)
    throw refusal('invalid', faults.length > 1 ? say('unfit_more', { why: first.message, count: faults.length - 1 }) : first.message, faults);
}

async function segmentFaults(db: Db | Tx, scope: Scope, name: 'segments' | 'except', ids: readonly string[]): Promise<RefusalFault[]> {
  const faults = await Promise.all(
    ids.map((id, place) => faultOf(`/body/choices/${name}/${place}`, id, (text, at) => getSegment(db, scope, readId('segment', text, at)))),
  );
  return faults.flat();
}

/** The fault of one choice: none, or why it cannot be found. */
async function faultOf(at: string, chosen: string | null | undefined, find: (text: string, at: string) => Promise<unknown>): Promise<RefusalFault[]> {
  if (chosen === null || chosen === undefined) return [];
  try {
    await find(chosen, at);
    return [];
  } catch (error) {
    if (error instanceof Refusal) return [{ at, message: error.detail }];
    throw error;
  }
}

/** Meta's code of a language, such as `en` or `pt_BR`. */
const languageCode = /^[a-z]{2,3}(_[A-Z]{2})?$/;

/** What is wrong with the free messages: too many, in no language that a template can have, or not what WhatsApp takes. */
async function bodiesFaults(db: Db | Tx, scope: Scope, bodies: FreeBodies): Promise<RefusalFault[]> {
  const at = '/body/choices/free';
  const languages = Object.keys(bodies);
  if (languages.length > freeLanguagesMost) return [{ at, message: say('free_languages_many', { count: languages.length, most: freeLanguagesMost }) }];
  const names = bodiesVariables(bodies);
  if (names.length > variablesMost) return [{ at, message: say('variables_many', { count: names.length, most: variablesMost }) }];
  const faults = Object.entries(bodies).map(async ([language, body]) =>
    languageCode.test(language)
      ? freeFaults(db, scope, body, `${at}/${language}`)
      : [{ at: `${at}/${pointerPart(language)}`, message: say('free_language', { language }) }],
  );
  return (await Promise.all(faults)).flat();
}

/**
 * What WhatsApp would refuse of a free message. A reaction or an answer speaks to one message of one person, and no campaign does.
 * Files of the library must be there; one that a variable names is looked at when it is sent.
 */
async function freeFaults(db: Db | Tx, scope: Scope, free: FreeMessage, at: string): Promise<RefusalFault[]> {
  if (free.kind === 'reaction') return [{ at: `${at}/kind`, message: say('free_reaction') }];
  if (free.quoted !== undefined) return [{ at: `${at}/quoted`, message: say('free_quoted') }];
  const files = await findFiles(
    db,
    scope,
    filesIn(free).map(({ media }) => media),
  );
  return checkFree(free, (media) => files.get(media))
    .filter(({ severity }) => severity === 'error')
    .map((fault) => ({ at: `${at}${fault.at}`, message: inBoth((language) => faultWords(fault, language)) }));
}

function variableFaults(variables: CampaignChoices['variables']): RefusalFault[] {
  const names = Object.keys(variables);
  if (names.length > variablesMost) return [{ at: '/body/choices/variables', message: say('variables_many', { count: names.length, most: variablesMost }) }];
  return Object.entries(variables).flatMap(([name, source]) =>
    checkSource(source, `/body/choices/variables/${pointerPart(name)}`).map((fault) => ({ at: fault.at ?? '', message: fault.detail })),
  );
}

/** Allowed hours that are none, and an hour of each person's that is not allowed. */
function paceFaults({ pace, schedule }: CampaignChoices): RefusalFault[] {
  const hours = pace?.hours ?? null;
  if (hours === null) return [];
  const at = '/body/choices/pace/hours';
  if (hours.from >= hours.to) return [{ at, message: say('pace_hours_order', hours) }];
  if (schedule?.kind !== 'local_hour') return [];
  const hour = Number(schedule.starts.slice(11, 13));
  return hour >= hours.from && hour < hours.to ? [] : [{ at, message: say('pace_hours_schedule', { hour, ...hours }) }];
}

/** A name as a part of a JSON pointer (RFC 6901). */
export function pointerPart(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
