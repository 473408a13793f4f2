import { createInterface } from 'node:readline/promises';
import { contract } from '#core/contract/contract.ts';
import type { Campaign } from '#core/contract/campaigns.ts';
import type { Report } from '#core/contract/report.ts';
import { call, type Door } from '../client/client.ts';
import { type CanaryOptions, runCanary } from './canary.ts';
import { type DoubtOptions, doubtVerbs, runDoubts } from './doubts.ts';
import { type PaceOptions, runPace } from './pace.ts';
import { printMoney, printTable } from './print.ts';
import { printDiff, printPlan } from './print.plan.ts';
import { printReport } from './print.report.ts';
import { type Say, Usage } from './say.ts';

/** The options of `parley campaign …`. */
export type CampaignOptions = CanaryOptions &
  DoubtOptions &
  PaceOptions & {
    yes?: boolean | undefined;
    watch?: boolean | undefined;
    'undo-seconds'?: string | undefined;
    phone?: string | undefined;
    language?: string | undefined;
    free?: boolean | undefined;
    diff?: boolean | undefined;
    with?: string | undefined;
  };

const acts = ['undo', 'pause', 'resume', 'stop'] as const;
const verbs: readonly string[] = ['plan', 'launch', ...acts, 'pace', 'canary', 'report', 'broadcasts', ...doubtVerbs, 'test', 'clone', 'remove'];

/** `parley campaign list|plan|launch|undo|pause|resume|stop|pace|canary|report|broadcasts|doubts|again|close|retry|test|clone|remove`. */
export async function runCampaign(door: Door, words: readonly string[], options: CampaignOptions, say: Say): Promise<void> {
  const [verb, ...rest] = words;
  if (verb === 'list') return list(door, say);
  if (verb === undefined || !verbs.includes(verb)) throw new Usage(`"parley campaign ${verb ?? ''}" is not known; there are list, ${verbs.join(', ')}`);
  const campaign = await find(door, rest.join(' '));
  const act = acts.find((one) => one === verb);
  if (act !== undefined) {
    const changed = await call(door, contract.campaigns[act], { params: { id: campaign.id } });
    return say.answer(changed, `${changed.name}: ${standingOf(changed)}`);
  }
  const doubt = doubtVerbs.find((one) => one === verb);
  if (doubt !== undefined) return runDoubts(door, doubt, campaign, options, say);
  if (verb === 'pace') return runPace(door, campaign, options, say);
  if (verb === 'canary') return runCanary(door, campaign, options, say);
  if (verb === 'plan') {
    const plan = await call(door, contract.campaigns.plan, { params: { id: campaign.id } });
    if (options.diff !== true) return say.answer(plan, printPlan(plan));
    const diff = await call(door, contract.plans.diff, {
      params: { id: campaign.id, plan: plan.id },
      query: options.with === undefined ? {} : { with: options.with },
    });
    return say.answer({ plan, diff }, `${printPlan(plan)}\n\n${printDiff(diff)}`);
  }
  if (verb === 'test') return test(door, campaign, options, say);
  if (verb === 'broadcasts') return broadcasts(door, campaign, say);
  if (verb === 'clone') {
    const copy = await call(door, contract.campaigns.clone, { params: { id: campaign.id } });
    return say.answer(copy, `${copy.name} (${copy.id}): a draft with the same choices.`);
  }
  if (verb === 'remove') {
    const removed = await call(door, contract.campaigns.remove, { params: { id: campaign.id } });
    return say.answer(removed, `${campaign.name}: thrown away.`);
  }
  if (verb === 'launch') return launch(door, campaign, options, say);
  return report(door, campaign.id, options.watch === true, say);
}

async function list(door: Door, say: Say): Promise<void> {
  const found = await call(door, contract.campaigns.list, { query: { limit: 100 } });
  const rows = found.items.map((item) => [item.id, item.name, standingOf(item), item.broadcast?.counts.total ?? '']);
  say.answer(found, found.items.length === 0 ? 'No campaigns yet.' : printTable(rows));
}

/** How a campaign stands, in a few words. */
function standingOf(campaign: Campaign): string {
  const state = campaign.broadcast?.state ?? campaign.state;
  if (campaign.state !== 'repeating') return state;
  const next = campaign.next_at === null ? 'stands still' : `next ${campaign.next_at}`;
  return `repeating, ${next}${campaign.held === null ? '' : ` (${campaign.held})`}`;
}

async function test(door: Door, campaign: Campaign, options: CampaignOptions, say: Say): Promise<void> {
  const { phone, language, free = false } = options;
  const sent = await call(door, contract.campaigns.test, { params: { id: campaign.id }, body: { phone, language, free } });
  say.answer(sent, `A test is on its way to ${sent.messages.map((one) => one.phone).join(', ')}.`);
}

async function broadcasts(door: Door, campaign: Campaign, say: Say): Promise<void> {
  const found = await call(door, contract.campaigns.broadcasts, { params: { id: campaign.id }, query: { limit: 100 } });
  const rows = found.items.map((one) => [one.id, one.launched_at, one.state, one.counts.total]);
  say.answer(found, rows.length === 0 ? `${campaign.name} has not gone out yet.` : printTable(rows));
}

async function find(door: Door, wanted: string): Promise<Campaign> {
  if (wanted === '') throw new Usage('which campaign? Give its name or its id; "parley campaign list" shows them');
  if (/^cmp_[0-9a-f]{32}$/.test(wanted)) return call(door, contract.campaigns.get, { params: { id: wanted } });
  const found = await call(door, contract.campaigns.list, { query: { limit: 200 } });
  const same = found.items.filter((item) => item.name.toLowerCase() === wanted.toLowerCase());
  const [one, another] = same;
  if (one === undefined) throw new Usage(`no campaign is called "${wanted}"; "parley campaign list" shows them`);
  if (another !== undefined) throw new Usage(`${same.length} campaigns are called "${wanted}"; use the id: ${same.map((item) => item.id).join(', ')}`);
  return one;
}

async function launch(door: Door, campaign: Campaign, options: CampaignOptions, say: Say): Promise<void> {
  const plan = await call(door, contract.campaigns.plan, { params: { id: campaign.id } });
  say.note(printPlan(plan));
  if (plan.problems.length > 0) throw new Usage('the plan cannot be launched; see what stands in the way above');
  const question = `Send to ${plan.recipients} people, at most ${printMoney(plan.cost.most)}? [y/N] `;
  if (options.yes !== true && !(await ask(question))) return say.answer({ launched: false }, 'Nothing was sent.');
  const undo = Number(options['undo-seconds'] ?? 60);
  if (!Number.isInteger(undo) || undo < 0) throw new Usage(`--undo-seconds "${options['undo-seconds']}" is no whole number of seconds`);
  const launched = await call(door, contract.campaigns.launch, { params: { id: campaign.id }, body: { plan: plan.id, undo_seconds: undo } });
  if (options.watch === true && launched.broadcast !== null) return report(door, campaign.id, true, say);
  say.answer(launched, launchedWords(launched, undo));
}

function launchedWords(launched: Campaign, undo: number): string {
  const back = `"parley campaign undo ${launched.id}" takes it back.`;
  if (launched.next_at !== null) return `Launched. It goes out first at ${launched.next_at}; until then ${back}`;
  if (launched.choices.schedule !== null) return `Launched. It goes out from ${launched.broadcast?.opens_at ?? ''}; until then ${back}`;
  return `Launched. For ${undo} seconds ${back}`;
}

async function ask(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new Usage('nobody is there to be asked; add --yes');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await lines.question(question)).trim());
  } finally {
    lines.close();
  }
}

const watchMilliseconds = 1000;

async function report(door: Door, id: string, watch: boolean, say: Say): Promise<void> {
  let found: Report = await call(door, contract.campaigns.report, { params: { id } });
  while (watch && !isOver(found)) {
    const { counts } = found;
    say.progress(`${found.campaign.broadcast?.state}: ${counts.total - counts.waiting} of ${counts.total}, ${found.speed.toFixed(0)} a second`);
    await new Promise((resolve) => setTimeout(resolve, watchMilliseconds));
    found = await call(door, contract.campaigns.report, { params: { id } });
  }
  say.answer(found, printReport(found));
}

function isOver(found: Report): boolean {
  const state = found.campaign.broadcast?.state;
  return state === undefined || state === 'done' || state === 'stopped' || state === 'undone';
}
