import type { Plan } from '#core/contract/campaigns.ts';
import { say } from '#core/contract/say.ts';
import type { Scope } from '#core/value/actor.ts';
import { keepTold, type Told } from '#core/value/say.ts';
import type { Instant } from '#core/value/time.ts';
import { templateFiles } from '#core/whatsapp/draw.ts';
import { filesIn } from '#core/whatsapp/law/free.files.ts';
import { findFiles } from '#server/messaging/media/lookup.ts';
import { sayPaused } from '#server/messaging/number/number.ts';
import type { Tx } from '#server/platform/platform.ts';
import { pointerPart } from './choices.ts';
import type { Draft } from './frozen.ts';
import { isPast } from './schedule.ts';
import { type CountedVerdict, peopleMissing } from './summary.ts';

type Problem = Plan['problems'][number];

/** A problem or a warning of a plan, as a kept sentence. `at` is a place in the campaign. */
export function problem(code: string, at: string, message: Told): Problem {
  return { code, at, message: keepTold(message) };
}

/** What keeps the plan from being launched, the most serious first. `launchedAt` is null for an occurrence of a repetition, whose time has come. */
export async function problemsOf(
  tx: Tx,
  scope: Scope,
  draft: Draft,
  decided: { tuples: readonly CountedVerdict[]; recipients: number; never: number },
  launchedAt: Instant | null,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  const { template, number } = draft;
  if (draft.languages.length === 0) problems.push(problem('template_not_approved', '/choices/template', say('plan_unapproved', { name: template.name })));
  if (number.state === 'paused') problems.push(problem('number_paused', '/choices/number', sayPaused(number)));
  if (template.account !== number.account_id) {
    const account = { name: template.name, number: number.display_phone, account: number.account_name };
    problems.push(problem('template_elsewhere', '/choices/template', say('plan_template_elsewhere', account)));
  }
  if (launchedAt !== null && isPast(draft.choices.schedule, launchedAt))
    problems.push(problem('schedule_past', '/choices/schedule', say('plan_schedule_past')));
  problems.push(...variableProblems(draft, decided.tuples), ...(await mediaProblems(tx, scope, draft)));
  if (decided.never > 0) problems.push(problem('hours_never', '/choices/pace/hours', say('plan_hours_never', { people: decided.never })));
  if (decided.recipients === 0 && problems.length === 0) {
    const segment = { list: draft.segments.map(({ name }) => name) };
    problems.push(problem('nobody_to_send_to', '/choices/segments', say('plan_nobody', { segment })));
  }
  return problems;
}

function variableProblems(draft: Draft, tuples: readonly CountedVerdict[]): Problem[] {
  return draft.variables.flatMap(({ name, source }, place) => {
    const isEmpty = source === null || (source.from === 'text' && source.text.trim() === '');
    if (!isEmpty) return [];
    const people = peopleMissing(tuples, place);
    const at = `/choices/variables/${pointerPart(name)}`;
    return [problem('variable_missing', at, people > 0 ? say('plan_variable_people', { name, people }) : say('plan_variable', { name }))];
  });
}

/** Files that our library does not have (any more). What a variable names is looked for when it is sent. */
async function mediaProblems(tx: Tx, scope: Scope, draft: Draft): Promise<Problem[]> {
  const wanted = draft.languages.map(({ language, content }) => ({ language, files: templateFiles(content, {}).filter(isOurs) }));
  const bodies = Object.entries(draft.free ?? {}).map(([language, body]) => ({
    language,
    files: filesIn(body).flatMap(({ media }) => (isOurs(media) ? [media] : [])),
  }));
  const known = await findFiles(
    tx,
    scope,
    [...wanted, ...bodies].flatMap(({ files }) => files),
  );
  return [
    ...wanted
      .filter(({ files }) => files.some((file) => !known.has(file)))
      .map(({ language }) => problem('media_missing', '/choices/template', say('plan_media', { name: draft.template.name, language }))),
    ...bodies
      .filter(({ files }) => files.some((file) => !known.has(file)))
      .map(({ language }) => problem('media_missing', `/choices/free/${language}`, say('plan_media_free', { language }))),
  ];
}

function isOurs(file: string): boolean {
  return file.startsWith('med_');
}
