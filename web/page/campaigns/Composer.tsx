import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Campaign } from '#core/contract/campaigns.ts';
import { ApiProblem } from '#web/api/problem.ts';
import { sayProblem } from '#web/part/problem.ts';
import { Page } from '#web/ui/Page.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Composer.module.css';
import { LaunchFoot } from './LaunchFoot.tsx';
import { PlanRail } from './PlanRail.tsx';
import { SeenAs } from './SeenAs.tsx';
import { TestSend } from './TestSend.tsx';
import { useCampaignDraft } from './useCampaignDraft.ts';
import { useAround, usePlan } from './usePlan.ts';
import { WhatPart } from './WhatPart.tsx';
import { WhoPart } from './WhoPart.tsx';

/** The composer: who, what, how it looks, and what a launch will do, on one page that saves itself. */
export function Composer({ campaign }: { readonly campaign: Campaign }): ReactNode {
  const { t, time } = useWords();
  const draft = useCampaignDraft(campaign);
  const isKept = draft.state === 'kept';
  const plan = usePlan(campaign.id, draft.saved, isKept, useAround(draft.saved));
  // Only a plan of exactly what is on the screen may be launched.
  const fresh = isKept && !plan.isPlaceholderData && !plan.isFetching ? plan.data : undefined;

  return (
    <Page
      title={draft.name.trim() === '' ? t('campaigns.one') : draft.name}
      trail={
        <>
          <Link to="/campaigns">{t('campaigns.title')}</Link> /{' '}
          <span role="status">
            {draft.state === 'kept'
              ? t('campaigns.saved', { time: time(draft.savedAt) })
              : t(draft.state === 'saving' ? 'campaigns.saving' : 'campaigns.not_saved')}
          </span>
        </>
      }
      acts={<TestSend campaign={campaign.id} ready={draft.saved.template !== null && isKept} />}
    >
      <div className={css.compose}>
        <div className={css.form}>
          <WhoPart segment={draft.choices.segment} onPick={(segment) => draft.choose({ segment })} />
          <WhatPart choices={draft.choices} plan={plan.data} problem={draft.problem} onChange={draft.choose} />
          <section className={css.ask}>
            <label className={css.name}>
              <span>{t('campaigns.name')}</span>
              <input value={draft.name} maxLength={200} onChange={(event) => draft.rename(event.currentTarget.value)} aria-invalid={draft.name.trim() === ''} />
            </label>
          </section>
          {draft.problem !== null && !isOfVariable(draft.problem) && (
            <p className={css.wrong} role="alert">
              {sayProblem(draft.problem, t)}
            </p>
          )}
        </div>
        <div className={css.seen}>
          <SeenAs choices={draft.choices} plan={plan.data} />
        </div>
        <aside className={css.rail} aria-label={t('campaigns.plan')}>
          <PlanRail choices={draft.choices} plan={plan} isOld={!isKept} />
          <LaunchFoot
            campaign={campaign}
            plan={fresh}
            state={draft.state === 'refused' ? 'refused' : plan.isFetching || draft.state === 'saving' ? 'working' : plan.error !== null ? 'failed' : 'still'}
            onAgain={() => void plan.refetch()}
          />
        </aside>
      </div>
    </Page>
  );
}

/** A fault of a variable is told at the variable. */
function isOfVariable(problem: unknown): boolean {
  return problem instanceof ApiProblem && problem.errors.length > 0 && problem.errors.every((fault) => fault.at.includes('/choices/variables/'));
}
