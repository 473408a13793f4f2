import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Campaign } from '#core/contract/campaigns.ts';
import { api } from '#web/api/api.ts';
import { ApiProblem } from '#web/api/problem.ts';
import { queries } from '#web/api/queries.ts';
import { takeable } from './freeBodies.ts';
import { printShown, type Shown } from './localDraft.ts';

/** How long the writer pauses before a change travels. */
const restMilliseconds = 350;
/** How long after silence a change is sent again. */
const againMilliseconds = 3000;

/** How far the saving has come. `kept`: the server has what is on the screen. `away`: it does not answer. `refused`: it does not want it. */
export type Saving = {
  readonly state: 'kept' | 'saving' | 'away' | 'refused';
  /** What the server has. */
  readonly campaign: Campaign;
  /** Why the last change was not kept; null when it was, or when nobody answered. */
  readonly problem: unknown;
};

/**
 * Sends what is on the screen after a pause, one change at a time, the latest last. What the server refuses is not sent
 * again until it is changed; what it did not hear is. An empty name keeps the one before. The free messages in the
 * languages `faulty` stay here and all else is sent: the server takes no message that WhatsApp would refuse, and nobody writes one at a stroke.
 */
export function useSaving(campaign: Campaign, typed: Shown, faulty: readonly string[]): Saving {
  const client = useQueryClient();
  const [kept, setKept] = useState({ shown: printShown(campaign), campaign });
  const [problem, setProblem] = useState<{ of: string; error: unknown; tries: number } | null>(null);
  const travelling = useRef(false);
  const wanted: Shown = {
    name: typed.name.trim() === '' ? kept.campaign.name : typed.name.trim(),
    choices: { ...typed.choices, free: takeable(typed.choices.free, kept.campaign.choices.free, faulty) },
  };
  const shown = printShown(wanted);
  const isKept = shown === kept.shown;
  const failed = problem?.error instanceof ApiProblem ? problem.error : undefined;
  const isRefused = !isKept && problem?.of === shown && failed !== undefined && failed.status >= 400 && failed.status < 500;
  const isAway = !isKept && failed?.code === 'unreachable';
  const tries = problem?.tries ?? 0;

  useEffect(() => {
    if (isKept || isRefused || travelling.current) return undefined;
    const send = async () => {
      travelling.current = true;
      try {
        const saved = await api.campaigns.update({ params: { id: campaign.id }, body: wanted });
        client.setQueryData(queries.campaigns.get({ params: { id: campaign.id } }).queryKey, saved);
        setProblem(null);
        // What was sent counts as kept even where the server writes it differently, else it would be sent for ever.
        setKept({ shown, campaign: saved });
      } catch (error) {
        setProblem((before) => ({ of: shown, error, tries: (before?.tries ?? 0) + 1 }));
      } finally {
        travelling.current = false;
      }
    };
    const timer = setTimeout(() => void send(), tries === 0 || problem?.of !== shown ? restMilliseconds : againMilliseconds);
    return () => clearTimeout(timer);
    // `wanted` is `shown` unprinted.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [campaign.id, client, isKept, isRefused, kept, shown, tries]);

  return {
    state: isKept ? 'kept' : isRefused ? 'refused' : isAway ? 'away' : 'saving',
    campaign: kept.campaign,
    problem: isKept || isAway ? null : (problem?.error ?? null),
  };
}
