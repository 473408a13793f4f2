import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Campaign } from '#core/contract/campaigns.ts';
import { ApiProblem, faultAt } from '#web/api/problem.ts';
import { Page } from '#web/ui/Page.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { CampaignMenu } from './CampaignMenu.tsx';
import { Checklist } from './Checklist.tsx';
import css from './Composer.module.css';
import { Kept, NameField, Trail } from './DraftState.tsx';
import { faultyLanguages } from './freeBodies.ts';
import { FreePart } from './FreePart.tsx';
import { KeysSheet } from './KeysSheet.tsx';
import { launchable, LaunchFoot, type PlanState } from './LaunchFoot.tsx';
import { LaunchSheet } from './LaunchSheet.tsx';
import { PacePart } from './PacePart.tsx';
import { PlanRail } from './PlanRail.tsx';
import { SeenAs } from './SeenAs.tsx';
import { TestSend } from './TestSend.tsx';
import { useBodiesFaults } from './useBodiesFaults.ts';
import { type CampaignDraft, useCampaignDraft } from './useCampaignDraft.ts';
import { useComposerKeys } from './useComposerKeys.ts';
import { useAround, usePlan } from './usePlan.ts';
import { WhatPart } from './WhatPart.tsx';
import { WhenPart } from './WhenPart.tsx';
import { WhoPart } from './WhoPart.tsx';
import { WhyPart } from './WhyPart.tsx';

/** The composer: who, what, when and why, how it looks, and what a launch will do, on one page that saves itself. */
export function Composer({ campaign }: { readonly campaign: Campaign }): ReactNode {
  const { t } = useWords();
  const draft = useCampaignDraft(campaign);
  const isKept = draft.state === 'kept' || draft.state === 'partly';
  const plan = usePlan(campaign.id, draft.saved, isKept, useAround(draft.saved));
  const freeFaults = useBodiesFaults(draft.choices.free, draft.problem);
  const [freeLanguage, setFreeLanguage] = useState<string | undefined>(undefined);
  // Only a plan of exactly what is on the screen may be launched.
  const fresh = isKept && !plan.isPlaceholderData && !plan.isFetching && faultyLanguages(freeFaults).length === 0 ? plan.data : undefined;
  const [at, setAt] = useState(0);
  const { act } = useSearch({ from: '/inside/campaigns/$id' });
  const navigate = useNavigate({ from: '/campaigns/$id' });
  const show = (next: typeof act) => void navigate({ search: next === undefined ? {} : { act: next }, replace: true, resetScroll: false });
  const turn = (by: 1 | -1) => setAt((before) => before + by);
  const toLaunch = launchable(fresh);
  const openLaunch = () => {
    if (toLaunch !== undefined) show('launch');
  };
  useComposerKeys({ turn, launch: openLaunch });
  const { choices, choose } = draft;
  const ready = draft.saved.template !== null && isKept;

  return (
    <Page
      title={draft.name.trim() === '' ? t('campaigns.one') : draft.name}
      trail={<Trail draft={draft} />}
      acts={
        <>
          <TestSend
            campaign={campaign.id}
            choices={draft.saved}
            ready={ready}
            opened={act === 'test' && ready}
            onOpen={(opened) => show(opened ? 'test' : undefined)}
          />
          <CampaignMenu campaign={campaign} isPage onKeys={() => show('keys')} />
        </>
      }
    >
      <Kept draft={draft} />
      <div className={css.compose}>
        <div className={css.form}>
          <WhoPart choices={choices} plan={plan.data} onChange={choose} />
          <WhatPart choices={choices} plan={plan.data} problem={draft.problem} onChange={choose} />
          <FreePart choices={choices} plan={plan.data} faults={freeFaults} language={freeLanguage} onLanguage={setFreeLanguage} onChange={choose} />
          <WhenPart schedule={choices.schedule} fault={faultOf(draft.problem, '/choices/schedule')} onChange={(schedule) => choose({ schedule })} />
          <PacePart choices={choices} plan={plan.data} fault={faultOf(draft.problem, '/choices/pace')} onChange={choose} />
          <WhyPart choices={choices} onChange={choose} />
          <NameField draft={draft} />
        </div>
        <div className={css.seen}>
          <SeenAs campaign={campaign.id} choices={choices} plan={plan.data} at={at} onTurn={turn} freeLanguage={freeLanguage} />
          {plan.data !== undefined && (
            <section className={draft.state === 'saving' ? `${css.before} ${css.old}` : css.before}>
              <h2>{t('campaigns.before')}</h2>
              <Checklist plan={plan.data} freeFaults={freeFaults} onLanguage={setFreeLanguage} />
            </section>
          )}
        </div>
        <aside className={css.rail} aria-label={t('campaigns.plan')}>
          <div className={css.gauges}>
            <PlanRail campaign={campaign.id} choices={choices} plan={plan} isOld={draft.state === 'saving'} onChange={choose} />
          </div>
          <LaunchFoot plan={fresh} schedule={choices.schedule} state={planState(draft, plan)} onLaunch={openLaunch} />
        </aside>
      </div>
      {act === 'keys' && <KeysSheet onClose={() => show(undefined)} />}
      {act === 'launch' && toLaunch !== undefined && (
        <LaunchSheet campaign={campaign} plan={toLaunch} schedule={choices.schedule} onClose={() => show(undefined)} onAgain={() => void plan.refetch()} />
      )}
    </Page>
  );
}

function planState(draft: CampaignDraft, plan: { readonly isFetching: boolean; readonly error: Error | null }): PlanState {
  if (draft.state === 'partly') return 'refused';
  if (draft.state === 'refused' || draft.state === 'away') return draft.state;
  if (plan.isFetching || draft.state === 'saving') return 'working';
  return plan.error === null ? 'still' : 'failed';
}

/** The sentence of a fault at a place or beneath it. */
function faultOf(problem: unknown, at: string): string | undefined {
  return (
    faultAt(problem, at) ??
    (problem instanceof ApiProblem ? problem.errors.find((fault) => fault.at.startsWith(`/body${at}`) || fault.at.startsWith(at))?.message : undefined)
  );
}
