import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { CampaignChoices, Plan } from '#core/contract/campaigns.ts';
import type { Segment } from '#core/contract/segments.ts';
import { queries } from '#web/api/queries.ts';
import { sayProblem } from '#web/part/problem.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Composer.module.css';
import { MoreWord, SegmentWords } from './SegmentWords.tsx';
import { offeredMost } from './usePlan.ts';

type Props = {
  readonly choices: Pick<CampaignChoices, 'segments' | 'except'>;
  /** The last plan, for how many people all of it is. */
  readonly plan: Plan | undefined;
  readonly onChange: (change: Partial<CampaignChoices>) => void;
};

/** Who gets it, as a sentence with words to choose: people in any of these, without any of those. */
export function WhoPart({ choices, plan, onChange }: Props): ReactNode {
  const { t } = useWords();
  const asked = useQuery(queries.segments.list({ query: { limit: offeredMost } }));
  const items = asked.data?.items ?? [];
  const none = asked.data !== undefined && items.length === 0;
  const first = items.find((each) => each.id === choices.segments[0]);

  return (
    <section className={css.ask} id="who">
      <h2>
        {t('campaigns.who')}
        {first !== undefined && choices.segments.length === 1 && (
          <Link to="/segments/$id" params={{ id: first.id }} className={css.open}>
            {t('campaigns.open_segment')}
          </Link>
        )}
      </h2>
      {asked.error !== null && asked.data === undefined ? (
        <p className={css.wrong}>{sayProblem(asked.error, t)}</p>
      ) : none ? (
        <p className={css.rule}>
          {t('campaigns.no_segments')} <Link to="/segments/new">{t('campaigns.make_segment')}</Link>
        </p>
      ) : (
        <>
          <p className={css.rule}>
            {t('campaigns.people_in')}{' '}
            <SegmentWords
              chosen={choices.segments}
              others={choices.except}
              items={items}
              between={t('compose.or')}
              isNeeded
              onChange={(segments) => onChange({ segments })}
            />
            {choices.except.length > 0 && (
              <>
                , {t('compose.without')}{' '}
                <SegmentWords
                  chosen={choices.except}
                  others={choices.segments}
                  items={items}
                  between={t('compose.or')}
                  onChange={(except) => onChange({ except })}
                />
              </>
            )}
            .{' '}
            {choices.segments.length > 0 && (
              <>
                <MoreWord
                  label={t('compose.one_more')}
                  words={t('compose.add_segment')}
                  items={items}
                  taken={[...choices.segments, ...choices.except]}
                  onPick={(id) => onChange({ segments: [...choices.segments, id] })}
                />{' '}
                <MoreWord
                  label={t('compose.leave_out_segment')}
                  words={t(choices.except.length > 0 ? 'compose.add_except' : 'compose.add_first_except')}
                  items={items}
                  taken={[...choices.segments, ...choices.except]}
                  onPick={(id) => onChange({ except: [...choices.except, id] })}
                />
              </>
            )}
          </p>
          <Counted choices={choices} items={items} plan={plan} />
        </>
      )}
    </section>
  );
}

/** How many people that is: of one segment at once, of several when the plan has put them together. */
function Counted({
  choices,
  items,
  plan,
}: {
  readonly choices: Props['choices'];
  readonly items: readonly Segment[];
  readonly plan: Plan | undefined;
}): ReactNode {
  const { t } = useWords();
  const only = choices.segments.length === 1 && choices.except.length === 0 ? items.find((each) => each.id === choices.segments[0]) : undefined;
  if (only !== undefined) return <p className={css.quiet}>{t('campaigns.people_today', { people: only.people })}</p>;
  const asked = JSON.stringify([choices.segments, choices.except]);
  const isSame = plan !== undefined && JSON.stringify([plan.audience.segments.map((each) => each.id), plan.audience.except.map((each) => each.id)]) === asked;
  if (!isSame) return null;
  return (
    <p className={css.quiet}>
      {t('campaigns.people_today', { people: plan.audience.people })} {choices.segments.length > 1 && t('compose.each_once')}
    </p>
  );
}
