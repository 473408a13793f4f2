import type { Report } from '#core/contract/report.ts';
import { say, tell } from '#core/contract/say.ts';
import type { Actor, Scope } from '#core/value/actor.ts';
import type { Spoken } from '#core/value/say.ts';
import type { Instant } from '#core/value/time.ts';
import { csvLine } from '#server/audience/import/errors.ts';
import type { BroadcastRecord } from '#server/messaging/outbox/broadcast.ts';
import { listRecipients, type PeopleFilter, type RecipientRecord } from '#server/messaging/outbox/reading.ts';
import { type Db, type Platform, scopeOf } from '#server/platform/platform.ts';
import { getPlan } from './campaign.ts';
import { ratesOf } from './details.ts';
import { filterOf, type PeopleQuery } from './people.ts';
import { accessLaunched, wordsOf } from './report.ts';

/** Rows of one asking: a million people pass by with these in memory at a time. */
const rowsAtOnce = 500;
/** Where few of many are wanted, so many rows are looked at in one asking. */
const lookedAtOnce = 100_000;

/** A file that is made while it is read. */
export type Csv = { readonly type: string; readonly filename: string; readonly stream: AsyncIterable<string> };

const csvType = 'text/csv; charset=utf-8';

type Drawing = {
  readonly broadcast: BroadcastRecord;
  readonly filter: PeopleFilter;
  readonly priceOf: (person: RecipientRecord) => string;
  readonly language: Spoken;
  readonly words: Words;
};

/** What every row says again, told once: a sentence made anew for each of a million rows is most of the work. */
type Words = { readonly state: (state: RecipientRecord['state']) => string; readonly free: string; readonly template: string };

function wordsIn(language: Spoken): Words {
  const states = new Map<string, string>();
  return {
    state(state) {
      const known = states.get(state) ?? tell(say(`state_${state}`), language);
      states.set(state, known);
      return known;
    },
    free: tell(say('body_free'), language),
    template: tell(say('body_template'), language),
  };
}

const columns = [
  'seq',
  'name',
  'phone',
  'country',
  'language',
  'state',
  'reason',
  'code',
  'accepted',
  'sent',
  'delivered',
  'read',
  'failed',
  'replied',
  'body',
  'attempt',
  'score',
  'price',
] as const;

/**
 * The people of a broadcast as CSV (RFC 4180, UTF-8 with a byte order mark, formulas defused), read page by page while it is sent:
 * memory does not grow with the number of people. Each row is as it is when its page is read.
 */
export async function peopleCsv(platform: Platform, actor: Actor, publicId: string, query: PeopleQuery, language: Spoken): Promise<Csv> {
  const { db } = platform;
  const scope = scopeOf(actor);
  const { campaign, broadcast } = await accessLaunched(db, actor, publicId, query.broadcast);
  const { plan, free_rates } = await getPlan(db, scope, broadcast.plan, campaign.id);
  const rateOf = ratesOf(plan, free_rates);
  const priceOf = (person: RecipientRecord) => {
    const micros = rateOf({ country: person.country ?? '', free: person.free });
    return micros === null ? '' : `${micros / 1_000_000} ${plan.cost.currency}`;
  };
  return {
    type: csvType,
    filename: fileName(campaign.name, 'people.csv'),
    stream: peopleLines(db, scope, { broadcast, filter: filterOf(broadcast, query), priceOf, language, words: wordsIn(language) }),
  };
}

/** The name of a file about a campaign: without what file systems do not take. */
export function fileName(campaign: string, ending: string): string {
  const plain = campaign.replaceAll(/[\\/:*?"<>|\p{Cc}]+/gu, ' ').trim();
  return `${plain === '' ? 'campaign' : plain} - ${ending}`;
}

async function* peopleLines(db: Db, scope: Scope, drawing: Drawing): AsyncGenerator<string> {
  const { broadcast, filter, language } = drawing;
  yield `\ufeff${csvLine(columns.map((column) => tell(say(`csv_${column}`), language)))}`;
  const { total } = broadcast.counts;
  for (let after = 0; after < total;) {
    const until = after + lookedAtOnce;
    const rows = await listRecipients(db, scope, broadcast.id, { filter, after, until, limit: rowsAtOnce });
    if (rows.length > 0) yield rows.map((row) => csvLine(cellsOf(row, drawing))).join('');
    after = rows.length < rowsAtOnce ? until : (rows.at(-1)?.seq ?? until);
  }
}

function cellsOf(person: RecipientRecord, { broadcast, priceOf, language, words }: Drawing): string[] {
  const time = (at: Instant | null) => at?.toISOString() ?? '';
  return [
    String(person.seq),
    person.name ?? '',
    person.phone,
    person.country ?? '',
    broadcast.languages[person.language]?.language ?? '',
    words.state(person.state),
    wordsOf(person, language) ?? '',
    person.errorCode === null ? '' : String(person.errorCode),
    time(person.acceptedAt),
    time(person.sentAt),
    time(person.deliveredAt),
    time(person.readAt),
    time(person.failedAt),
    time(person.repliedAt),
    person.free ? words.free : words.template,
    String(person.attempt),
    person.score === null ? '' : String(person.score),
    priceOf(person),
  ];
}

/** The numbers of a report as CSV: counters, funnel, causes, buttons, cost; one number a line. */
export function numbersCsv(made: Report, language: Spoken): Csv {
  const head = (['what', 'which', 'people', 'rate', 'low', 'high', 'of'] as const).map((column) => tell(say(`csv_${column}`), language));
  const share = (rate: number | null) => (rate === null ? '' : rate.toFixed(6));
  const lines = [
    head,
    ...Object.entries(made.counts).map(([name, people]) => ['count', name, String(people), '', '', '', '']),
    ...made.funnel.map((step) => ['funnel', step.step, String(step.people), share(step.rate), share(step.low), share(step.high), step.of ?? '']),
    ...made.reasons.map((cause) => [cause.kind, cause.code === null ? cause.reason : String(cause.code), String(cause.people), '', '', '', '']),
    ['tapped', '', String(made.taps.people), share(made.taps.rate), share(made.taps.low), share(made.taps.high), 'delivered'],
    ...made.taps.buttons.map((button) => ['button', `${button.text} (${button.language})`, String(button.people), '', '', '', '']),
    ['cost', `${(made.cost.micros / 1_000_000).toFixed(6)} ${made.cost.currency}`, '', '', '', '', ''],
    ['as_of', made.as_of, '', '', '', '', ''],
    ['details_as_of', made.details_as_of, '', '', '', '', ''],
    ['plan', made.plan.hash, '', '', '', '', ''],
  ];
  return { type: csvType, filename: fileName(made.campaign.name, 'report.csv'), stream: whole(`\ufeff${lines.map(csvLine).join('')}`) };
}

async function* whole(text: string): AsyncGenerator<string> {
  yield text;
}
