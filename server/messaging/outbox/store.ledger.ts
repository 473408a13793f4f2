import { heldStates } from './outcome.ts';

/** A table of messages: how its rows are called in the statement, and its states by rank. What is learned is called `i` everywhere. */
export type Ledger = {
  readonly row: string;
  readonly column: string;
  readonly states: readonly string[];
  /** States in which an attempt has not been heard of. */
  readonly unheard: readonly string[];
};

/** What the ledger sets besides the columns that every table of messages has: a name and its SQL, in which `n` has the new `state` and `rank`. */
type Setting = readonly [column: string, value: string];

/**
 * The SQL of how a row takes in what was learned of an attempt (`i.attempt`, `i.rank`, `i.state`…).
 *
 * Of whoever was sent to once, the highest rank stands. Of others each attempt has a rank of its own in `ranks`, and the row says: the
 * furthest of the attempts that WhatsApp has (accepted to read); when it has none, what became of the latest. One that was raised by an
 * older attempt is never back to be sent: when that attempt fails in the end, the row has failed. An attempt that the row does not know
 * (a database from before it) counts as its latest. The second half is looked at for those sent to again only.
 *
 * The new rank is worked out once, in a query of the row's own (`offset 0` keeps the planner from putting it in wherever it is named): before,
 * making the statement's expressions ready took more than half of a commit of a few rows.
 */
export function ledgerOf({ row, column, states, unheard }: Ledger) {
  const list = `array[${states.map((state) => `'${state}'`).join()}]::text[]`;
  const held = heldStates.map((state) => states.indexOf(state)).join();
  const rank = `(array_position(${list}, ${row}.${column}) - 1)`;
  const place = `(least(i.attempt, ${row}.attempt) + 1)`;
  const merged = `${row}.ranks[:${place} - 1] || greatest(${row}.ranks[${place}], i.rank)::smallint || ${row}.ranks[${place} + 1:]`;
  const unheardRank = `case when ${row}.${column} in (${unheard.map((state) => `'${state}'`).join()}) then a.before else ${states.indexOf('failed')} end`;
  const newRank = `case when ${row}.attempt = 0 then greatest(i.rank, a.before)
    else coalesce((select max(x) from unnest(a.ranks) x where x in (${held})), nullif(a.ranks[${row}.attempt + 1], 0), ${unheardRank}) end`;
  const counts = `(${row}.attempt = 0 or i.attempt >= ${row}.attempt or greatest(${row}.ranks[${place}], i.rank) in (${held}))`;
  /** A time of the attempt, the earliest told; of an older attempt only when that is one WhatsApp has. */
  const earliest = (name: string): Setting => [name, `least(${row}.${name}, case when n.counts then to_timestamp(i.${name} / 1000) end)`];
  const common: readonly Setting[] = [
    ['wamid', `coalesce(${row}.wamid, case when n.counts then i.wamid end)`],
    earliest('accepted_at'),
    earliest('sent_at'),
    earliest('delivered_at'),
    earliest('read_at'),
    earliest('failed_at'),
    ['ranks', `case when ${row}.attempt = 0 then ${row}.ranks else n.ranks end`],
    // Since when it is, or was first, in doubt; needs `at` in what is learned.
    ['doubted_at', `case when i.state = 'in_doubt' and ${row}.doubted_at is null and n.state = 'in_doubt' then i.at else ${row}.doubted_at end`],
    // A closed doubt that is settled after all is closed no more.
    ['closed_at', `case when ${row}.closed_at is not null and n.state = 'in_doubt' then ${row}.closed_at end`],
    ['twice', `case when ${row}.attempt = 0 then ${row}.twice else (select count(*) > 1 from unnest(n.ranks) x where x in (${held})) end`],
  ];
  return {
    /** A column that goes with the state: from whoever raised it. */
    raised: (name: string) => `case when n.rank = n.before then ${row}.${name} when n.rank = i.rank then i.${name} end`,
    /** All that a row is set to. */
    set(own: readonly Setting[]): string {
      const all = [...own, ...common];
      return `(${all.map(([name]) => name).join()}) = (
        select ${all.map(([, value]) => value).join()}
        from (
          select y.*, case when y.rank = y.before then ${row}.${column} else (${list})[y.rank + 1] end as state
          from (
            select a.*, ${newRank} as rank
            from (select ${rank} as before, case when ${row}.attempt > 0 then ${merged} end as ranks, ${counts} as counts offset 0) a offset 0
          ) y offset 0
        ) n
      )`;
    },
    /** Whether it says anything that the row does not know. */
    isNews: `(
      i.rank > ${rank} or (${row}.attempt > 0 and i.rank > ${row}.ranks[${place}]) or (${row}.wamid is null and i.wamid is not null)
      or (i.accepted_at is not null and ${row}.accepted_at is null) or (i.sent_at is not null and ${row}.sent_at is null)
      or (i.delivered_at is not null and ${row}.delivered_at is null) or (i.read_at is not null and ${row}.read_at is null)
      or (i.failed_at is not null and ${row}.failed_at is null)
    )`,
  };
}
