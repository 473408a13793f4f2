import { useEffect, useMemo, useState } from 'react';
import type { Campaign, CampaignChoices } from '#core/contract/campaigns.ts';
import { unlawfulLanguages } from './freeBodies.ts';
import { forgetLocally, keepLocally, type LocalDraft, parseLocalDraft, printShown } from './localDraft.ts';
import { type Saving, useSaving } from './useSaving.ts';

export type CampaignDraft = {
  readonly name: string;
  readonly choices: CampaignChoices;
  readonly rename: (name: string) => void;
  readonly choose: (change: Partial<CampaignChoices>) => void;
  /** The choices the server has; a plan is of these. */
  readonly saved: CampaignChoices;
  readonly savedAt: string;
  /** `partly`: all but a free message that is not right yet and is kept in this browser. */
  readonly state: Saving['state'] | 'partly';
  readonly problem: unknown;
  /** What this browser still held when the draft had been changed elsewhere meanwhile; null when there is nothing to decide. */
  readonly other: { readonly take: () => void; readonly drop: () => void } | null;
};

/** What this browser kept, when it differs from what the server has. */
function heldBack(campaign: Campaign): LocalDraft | undefined {
  const kept = parseLocalDraft(localStorage, campaign.id, campaign);
  return kept === undefined || printShown(kept.shown) === printShown(campaign) ? undefined : kept;
}

/**
 * A draft that saves itself. What is typed is shown at once and kept in this browser until the server has it; so neither a
 * reload nor a server that is away loses anything.
 */
export function useCampaignDraft(campaign: Campaign): CampaignDraft {
  const [begin] = useState(() => heldBack(campaign));
  const isSame = begin?.of === printShown(campaign);
  const [name, setName] = useState(isSame ? begin.shown.name : campaign.name);
  const [choices, setChoices] = useState(isSame ? begin.shown.choices : campaign.choices);
  const [other, setOther] = useState(isSame ? undefined : begin);
  const faulty = useMemo(() => unlawfulLanguages(choices.free), [choices.free]);
  const saving = useSaving(campaign, { name, choices }, faulty);
  const state = saving.state === 'kept' && faulty.length > 0 ? 'partly' : saving.state;
  const keptOf = printShown(saving.campaign);

  useEffect(() => {
    // What was kept earlier stays until somebody has decided about it.
    if (other !== undefined) return;
    if (state === 'kept') forgetLocally(localStorage, campaign.id);
    else keepLocally(localStorage, campaign.id, { shown: { name, choices }, of: keptOf });
  }, [campaign.id, choices, keptOf, name, other, state]);

  const take = (kept: LocalDraft) => {
    setName(kept.shown.name);
    setChoices(kept.shown.choices);
    setOther(undefined);
  };
  return {
    name,
    choices,
    rename: setName,
    choose: (change) => setChoices((before) => ({ ...before, ...change })),
    saved: saving.campaign.choices,
    savedAt: saving.campaign.updated_at,
    state,
    problem: saving.problem,
    other: other === undefined ? null : { take: () => take(other), drop: () => setOther(undefined) },
  };
}
