import type { ReactNode } from 'react';
import type { Report } from '#core/contract/campaigns.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Report.module.css';
import { PlanPart, SeenPart } from './ReportPlan.tsx';
import { useWaveWords } from './useWaveWords.ts';
import { useWhen } from './when.ts';

/** Beside the funnel: how fast it goes, who is still to come, what it costs, and the plan it follows. */
export function ReportSide({ report }: { readonly report: Report }): ReactNode {
  const { t } = useWords();
  const state = report.campaign.broadcast?.state;
  return (
    <aside className={css.side} aria-label={t('campaigns.beside')}>
      {state === 'sending' && <SpeedPart report={report} />}
      <ToGoPart report={report} />
      <CostPart report={report} />
      <PlanPart report={report} />
      {/* While it goes, the column is full; then what was sent takes the place of how fast. */}
      {(state === 'done' || state === 'stopped') && <SeenPart report={report} />}
    </aside>
  );
}

function Meter({ share, label }: { readonly share: number; readonly label: string }): ReactNode {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <div className={css.meter} role="img" aria-label={label}>
      <i style={{ inlineSize: `${percent}%` }} />
    </div>
  );
}

function SpeedPart({ report }: { readonly report: Report }): ReactNode {
  const { t, number } = useWords();
  const most = report.plan.number.throughput_per_second;
  const speed = number(report.speed, { maximumFractionDigits: 1 });
  const said = t('campaigns.speed_of', { most });
  return (
    <Section title={t('campaigns.speed')}>
      <p className={css.big}>
        {speed} <small>{said}</small>
      </p>
      <Meter share={most === 0 ? 0 : report.speed / most} label={`${speed} ${said}`} />
    </Section>
  );
}

/** Waves that are still to come; more would push the cost off the screen. */
const wavesMost = 6;

function ToGoPart({ report }: { readonly report: Report }): ReactNode {
  const { t, number } = useWords();
  const when = useWhen();
  const waveWords = useWaveWords('local_hour');
  const { counts } = report;
  const underway = counts.accepted + counts.sent;
  const now = new Date(report.as_of);
  const labels = new Map(report.plan.waves.map((wave) => [wave.at, wave.label]));
  const due = (report.waits ?? []).map((wait) => ({ ...wait, label: labels.get(wait.at) ?? '' }));
  const queued = counts.waiting - due.reduce((sum, wait) => sum + wait.people, 0);
  if (counts.waiting + underway + counts.in_doubt === 0) return null;
  const until = report.finishes_at === null ? t('campaigns.until_unknown') : t('campaigns.until', { when: when(new Date(report.finishes_at), now) });
  return (
    <Section title={t('campaigns.to_go')}>
      {due.slice(0, wavesMost).map((wave) => (
        <div key={`${wave.at} ${wave.label}`} className={css.wait}>
          <Icon name="clock" />
          <span>
            {t('compose.waits_for', { when: waveWords(wave, now).title })} <small>{waveWords(wave, now).beside}</small>
          </span>
          <b>{number(wave.people)}</b>
        </div>
      ))}
      {queued > 0 && (
        <div className={css.wait}>
          <Icon name="send" />
          <span>
            {t('campaigns.in_queue')} <small>{until}</small>
          </span>
          <b>{number(queued)}</b>
        </div>
      )}
      {underway > 0 && (
        <div className={css.wait}>
          <Icon name="clock" />
          <span>
            {t('campaigns.on_way')} <small>{t('campaigns.on_way_about')}</small>
          </span>
          <b>{number(underway)}</b>
        </div>
      )}
      {counts.in_doubt > 0 && (
        <div className={css.wait}>
          <Icon name="question" className={css.doubt} />
          <span>
            {t('campaigns.in_doubt')} <small>{t('campaigns.in_doubt_about')}</small>
          </span>
          <b>{number(counts.in_doubt)}</b>
        </div>
      )}
    </Section>
  );
}

function CostPart({ report }: { readonly report: Report }): ReactNode {
  const { t, money } = useWords();
  const most = report.plan.cost.most;
  const said = t('campaigns.cost_of', { most: money(most) });
  return (
    <Section title={t('campaigns.cost')}>
      <p className={css.big}>
        {money(report.cost)} <small>{said}</small>
      </p>
      <Meter share={most.micros === 0 ? 0 : report.cost.micros / most.micros} label={`${money(report.cost)} ${said}`} />
      {report.plan.free !== null && report.plan.free.people > 0 && (
        <p className={css.quiet}>{t('compose.saving', { saves: money(report.plan.free.saves), people: report.plan.free.people })}</p>
      )}
      <p className={css.quiet}>{t('campaigns.charged')}</p>
    </Section>
  );
}
