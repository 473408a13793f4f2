import type { ReactNode } from 'react';
import type { Report } from '#core/contract/report.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { useWhen } from './when.ts';

/** The whole report in one sentence, by where the sending stands. */
export function useReportSentence(report: Report | undefined): ReactNode | undefined {
  const { rich } = useWords();
  const when = useWhen();
  const broadcast = report?.campaign.broadcast;
  if (report === undefined || broadcast === null || broadcast === undefined) return undefined;
  const { counts } = report;
  const now = new Date(report.as_of);
  const people = counts.total === 0 ? report.plan.recipients : counts.total - counts.skipped;
  const values = {
    people,
    have: counts.delivered + counts.read,
    read: counts.read,
    replied: counts.replied,
    togo: counts.waiting,
    failed: counts.failed,
    cancelled: counts.cancelled,
    opens: when(new Date(report.plan.waves[0]?.at ?? broadcast.opens_at), now),
    until: report.finishes_at === null ? '' : when(new Date(report.finishes_at), now),
  };
  switch (broadcast.state) {
    case 'waiting':
      return rich('campaigns.say_waiting', values);
    case 'opening':
      return rich('campaigns.say_opening', values);
    case 'sending':
      if (broadcast.held_by === 'canary') return rich('campaigns.say_watched', values);
      // What a person has stopped ends when a person says so.
      return rich(report.finishes_at === null || broadcast.held_by === 'all_stopped' ? 'campaigns.say_sending_open' : 'campaigns.say_sending', values);
    case 'paused':
      return rich(broadcast.held_by === 'canary_stopped' ? 'campaigns.say_judged' : 'campaigns.say_paused', values);
    case 'done':
      return rich('campaigns.say_done', values);
    case 'stopped':
      return rich('campaigns.say_stopped', values);
    case 'undone':
      return rich('campaigns.say_undone', values);
  }
}
