import type { Campaign, CampaignChoices } from '#core/contract/campaigns.ts';
import { CampaignChoices as ChoicesShape } from '#core/contract/campaigns.ts';
import { readId } from '#core/contract/read-id.ts';
import { Refusal, refusal, type RefusalFault } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import { checkSource } from '#core/expression/expression.ts';
import type { Scope } from '#core/value/actor.ts';
import { getSegment } from '#server/audience/segment/segment.ts';
import { getNumber } from '#server/messaging/number/number.ts';
import { getTemplate } from '#server/messaging/template/template.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

/** What a draft begins with. */
export const noChoices: CampaignChoices = { segment: null, template: null, number: null, variables: {} };

/** A template has a handful; this only keeps a mistake from growing. */
const variablesMost = 50;

/** A change to a draft: what is given replaces what was there. */
export type ChoicesChange = { readonly [Key in keyof Campaign['choices']]?: Campaign['choices'][Key] | undefined };

/** Lays a change over the choices of a draft. */
export function applyChange(choices: CampaignChoices, change: ChoicesChange): CampaignChoices {
  return {
    segment: change.segment === undefined ? choices.segment : change.segment,
    template: change.template === undefined ? choices.template : change.template,
    number: change.number === undefined ? choices.number : change.number,
    variables: change.variables ?? choices.variables,
  };
}

/** Reads the choices of a row. */
export function parseChoices(value: unknown): CampaignChoices {
  return ChoicesShape.parse(value);
}

/**
 * Refuses choices that can never be sent: things that are not there, attributes nobody has, Liquid that cannot be read.
 * Each fault bears its place in the request. What is merely not chosen yet is no fault of a draft; the plan asks for it.
 */
export async function checkChoices(db: Db | Tx, scope: Scope, choices: ChoicesChange): Promise<void> {
  const faults: RefusalFault[] = [
    ...(await faultOf('/body/choices/segment', choices.segment, (text, at) => getSegment(db, scope, readId('segment', text, at)))),
    ...(await faultOf('/body/choices/template', choices.template, (text, at) => getTemplate(db, scope, readId('template', text, at)))),
    ...(await faultOf('/body/choices/number', choices.number, (text, at) => getNumber(db, scope, readId('number', text, at)))),
    ...variableFaults(choices.variables ?? {}),
  ];
  const first = faults[0];
  if (first !== undefined)
    throw refusal('invalid', faults.length > 1 ? say('unfit_more', { why: first.message, count: faults.length - 1 }) : first.message, faults);
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

function variableFaults(variables: CampaignChoices['variables']): RefusalFault[] {
  const names = Object.keys(variables);
  if (names.length > variablesMost) return [{ at: '/body/choices/variables', message: say('variables_many', { count: names.length, most: variablesMost }) }];
  return Object.entries(variables).flatMap(([name, source]) =>
    checkSource(source, `/body/choices/variables/${pointerPart(name)}`).map((fault) => ({ at: fault.at ?? '', message: fault.detail })),
  );
}

/** A name as a part of a JSON pointer (RFC 6901). */
export function pointerPart(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
