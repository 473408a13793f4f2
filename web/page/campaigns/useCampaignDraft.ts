import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Campaign, CampaignChoices } from '#core/contract/campaigns.ts';
import { api } from '#web/api/api.ts';
import { ApiProblem } from '#web/api/problem.ts';
import { queries } from '#web/api/queries.ts';

/** How long the writer pauses before a change travels. */
const restMilliseconds = 350;
/** How long after silence a change is sent again. */
const againMilliseconds = 3000;

export type CampaignDraft = {
  readonly name: string;
  readonly choices: CampaignChoices;
  readonly rename: (name: string) => void;
  readonly choose: (change: Partial<CampaignChoices>) => void;
  /** The choices the server has; a plan is of these. */
  readonly saved: CampaignChoices;
  readonly savedAt: string;
  /** `kept`: the server has what is on the screen. `refused`: it does not want it, so nothing may be launched. */
  readonly state: 'kept' | 'saving' | 'refused';
  readonly problem: unknown;
};

type Shown = { readonly name: string; readonly choices: CampaignChoices };

function print(shown: Shown): string {
  return JSON.stringify([shown.name, shown.choices]);
}

/**
 * A draft that saves itself. What is typed is shown at once and sent after a pause, one change at a time, the latest
 * last. What the server refuses is not sent again until it is changed; what it did not hear is.
 */
export function useCampaignDraft(campaign: Campaign): CampaignDraft {
  const client = useQueryClient();
  const [name, setName] = useState(campaign.name);
  const [choices, setChoices] = useState(campaign.choices);
  const [kept, setKept] = useState({ shown: print(campaign), campaign });
  const [problem, setProblem] = useState<{ of: string; error: unknown; tries: number } | null>(null);
  const travelling = useRef(false);
  const wanted: Shown = { name: name.trim() === '' ? kept.campaign.name : name.trim(), choices };
  const shown = print(wanted);
  const isKept = shown === kept.shown;
  const isRefused = !isKept && problem?.of === shown && problem.error instanceof ApiProblem && problem.error.status >= 400 && problem.error.status < 500;
  const tries = problem?.tries ?? 0;

  useEffect(() => {
    if (isKept || isRefused || travelling.current) return undefined;
    const timer = setTimeout(
      () => {
        travelling.current = true;
        api.campaigns
          .update({ params: { id: campaign.id }, body: wanted })
          .then((saved) => {
            client.setQueryData(queries.campaigns.get({ params: { id: campaign.id } }).queryKey, saved);
            travelling.current = false;
            setProblem(null);
            // What was sent counts as kept even where the server writes it differently, else it would be sent for ever.
            setKept({ shown, campaign: saved });
          })
          .catch((error: unknown) => {
            travelling.current = false;
            setProblem((before) => ({ of: shown, error, tries: (before?.tries ?? 0) + 1 }));
          });
      },
      tries === 0 || problem?.of !== shown ? restMilliseconds : againMilliseconds,
    );
    return () => clearTimeout(timer);
    // `wanted` is `shown` unprinted.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [campaign.id, client, isKept, isRefused, kept, shown, tries]);

  return {
    name,
    choices,
    rename: setName,
    choose: (change) => setChoices((before) => ({ ...before, ...change })),
    saved: kept.campaign.choices,
    savedAt: kept.campaign.updated_at,
    state: isKept ? 'kept' : isRefused ? 'refused' : 'saving',
    problem: isKept ? null : (problem?.error ?? null),
  };
}
