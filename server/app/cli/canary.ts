import { type CanaryDecision, canaryDecisions, type CanaryView } from '#core/contract/canary.ts';
import type { Campaign } from '#core/contract/campaigns.ts';
import { contract } from '#core/contract/contract.ts';
import { call, type Door } from '../client/client.ts';
import { printTable } from './print.ts';
import { type Say, Usage } from './say.ts';

/** What is decided; nothing only shows how it stands. */
export type CanaryOptions = { [Decision in CanaryDecision]?: boolean | undefined };

/** `parley campaign canary NAME|ID [--release|--wait|--stop]`: decides about the stage that stands when it is asked. */
export async function runCanary(door: Door, campaign: Campaign, options: CanaryOptions, say: Say): Promise<void> {
  const asked = canaryDecisions.filter((decision) => options[decision] === true);
  const [decision, another] = asked;
  if (another !== undefined) throw new Usage(`--${decision} and --${another} say two things; name one of --${canaryDecisions.join(', --')}`);
  const params = { id: campaign.id };
  const { canary } = await call(door, contract.canaries.get, { params, query: {} });
  if (canary === null || decision === undefined) return say.answer({ canary }, printCanary(campaign.name, canary));
  const decided = await call(door, contract.canaries.decide, { params, body: { decision, stage: canary.stage } });
  return say.answer(decided, printCanary(campaign.name, decided.canary));
}

function printCanary(name: string, canary: CanaryView | null): string {
  if (canary === null) return `${name} has no canary.`;
  const rows = canary.stages.map((stage, index) => [`sample ${index + 1}`, stage.state, `${stage.left} of ${stage.people}`]);
  const judged = canary.matures_at === null ? '' : `\nIt is judged at ${canary.matures_at}.`;
  return `${name}: ${canary.state}\n${printTable(rows)}\n${canary.now.text}${judged}`;
}
