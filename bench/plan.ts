import { contract } from '#core/contract/contract.ts';
import { skipReasons } from '#core/policy/reasons.ts';
import { call } from '#server/app/client/client.ts';
import { withClient } from '#server/platform/postgres/postgres.ts';
import { type House, makeCampaign, openHouse } from './house.ts';
import { fillPeople } from './people.ts';
import { compare, type Result } from './results.ts';

const tag = 'plan';

/** Reasons that hold for nobody here: the template has a language for everybody, and whose window is closed gets it, and nobody came after the plan. */
const notHere: readonly string[] = ['no_language', 'window_closed', 'not_planned'];

/**
 * `plan.million`: people a second from asking for a plan until it is kept: everybody of the book gathered with consent, suppressions, open windows, values,
 * scores, decided, left out for each reason there is, and priced by country. Beside it one INSERT…SELECT of as many rows into a table like that of the
 * recipients, with its indexes. Each plan's sums are checked, and each row counted.
 */
export async function benchPlan(options: { people: number; rounds: number }): Promise<Result> {
  const house = await openHouse({ numbers: 1, languages: ['en', 'fr', 'es', 'pt_BR'] });
  try {
    await withClient(house.databaseUrl, (client) =>
      fillPeople(client, { workspace: house.workspace, from: house.takePeople(options.people), count: options.people, tag, mix: 'every' }),
    );
    const campaign = await makeCampaign(house, {
      name: 'Everybody',
      tag,
      number: house.numbers[0] ?? '',
      choices: {
        topic: 'coffee',
        leave_out_below: 30,
        variables: { first_name: { from: 'contact', attribute: 'fields.city', fallback: '' } },
        free: { en: { kind: 'text', text: 'Hello {{first_name}}, the new harvest is here.', preview: false } },
      },
    });
    const plans: number[] = [];
    const copies: number[] = [];
    for (let round = 0; round < options.rounds; round += 1) {
      copies.push(options.people / (await timeInsertSelect(house, options.people)));
      plans.push(options.people / (await timePlan(house, campaign, options.people)));
    }
    return compare({ name: 'plan.million', unit: 'people/s', beside: 'plan.insert_select' }, plans, copies);
  } finally {
    await house.close();
  }
}

async function timePlan(house: House, id: string, people: number): Promise<number> {
  const started = performance.now();
  const plan = await call(house.product.door, contract.campaigns.plan, { params: { id } });
  const seconds = (performance.now() - started) / 1000;
  const excluded = plan.exclusions.reduce((sum, line) => sum + line.people, 0);
  if (plan.recipients + excluded !== people) throw new Error(`of ${people} people ${plan.recipients} get it and ${excluded} do not`);
  const reasons = new Set<string>(plan.exclusions.map(({ reason }) => reason));
  for (const reason of Object.keys(skipReasons)) if (!reasons.has(reason) && !notHere.includes(reason)) throw new Error(`nobody was left out for "${reason}"`);
  if (plan.cost.most.micros === 0 || plan.etr === null) throw new Error('the plan has no cost or no scores');
  return seconds;
}

async function timeInsertSelect({ databaseUrl }: House, people: number): Promise<number> {
  return withClient(databaseUrl, async (client) => {
    await client.query('create table if not exists bench_recipient (like recipient including all)');
    await client.query('truncate bench_recipient');
    const started = performance.now();
    const done = await client.query(`
      insert into bench_recipient (workspace_id, broadcast_id, seq, contact_id, phone, country, language, variables, state)
      select workspace_id, '01900000-0000-7000-8000-000000000002', row_number() over (), id, coalesce(phone, ''), country, 0, '{}', 'waiting' from contact where tags && '{${tag}}'`);
    const seconds = (performance.now() - started) / 1000;
    if (done.rowCount !== people) throw new Error(`INSERT…SELECT wrote ${done.rowCount} rows and not ${people}`);
    return seconds;
  });
}
