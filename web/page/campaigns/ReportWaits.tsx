import type { ReactNode } from 'react';
import type { Report, Wait } from '#core/contract/report.ts';
import { zoneOfCountry } from '#core/value/zones.ts';
import { Icon, type IconName } from '#web/ui/Icon.tsx';
import { Section } from '#web/ui/Section.tsx';
import type { WordKey } from '#web/ui/words/speak.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { holdWords, plannedHolds } from './holds.ts';
import css from './Report.module.css';
import { useWaveWords } from './useWaveWords.ts';
import { useWhen } from './when.ts';

/** Waits that are shown; more would push the cost off the screen. */
const waitsMost = 6;

/** Who is still to come and what each waits for, and who is on the way. */
export function ReportWaits({ report }: { readonly report: Report }): ReactNode {
  const { t } = useWords();
  const { counts } = report;
  const underway = counts.accepted + counts.sent;
  if (counts.waiting + underway === 0) return null;
  return (
    <Section title={t('campaigns.to_go')}>
      {report.waits.slice(0, waitsMost).map((wait) => (
        <WaitRow key={`${wait.by} ${wait.at}`} wait={wait} report={report} />
      ))}
      {underway > 0 && <Row icon="phone" title={t('report.on_way')} beside={t('campaigns.on_way_about')} people={underway} />}
    </Section>
  );
}

function WaitRow({ wait, report }: { readonly wait: Wait; readonly report: Report }): ReactNode {
  const { t } = useWords();
  const when = useWhen();
  const timed = useTimed(report);
  const now = new Date(report.as_of);
  const heldBeside = ({ at, held_by: by }: Wait) => {
    if (at === null || isYours(by)) return t(openKey(by));
    const told = when(new Date(at), now);
    return by === 'canary' ? t('canary.judged_at', { at: told }) : t('report.wait_goes_on', { when: told });
  };
  const isPlanned = plannedHolds.has(wait.held_by ?? '');
  switch (wait.by) {
    case 'queue':
      return (
        <Row
          icon="send"
          title={t('report.wait_queue')}
          beside={wait.at === null ? t('campaigns.until_unknown') : t('campaigns.until', { when: when(new Date(wait.at), now) })}
          people={wait.people}
        />
      );
    case 'held':
      return <Row icon={isPlanned ? 'clock' : 'look'} title={t(holdKey(wait.held_by))} beside={heldBeside(wait)} people={wait.people} look={!isPlanned} />;
    case 'own_hour':
    case 'later': {
      const said = timed(wait);
      return <Row icon="clock" title={said.title} beside={said.beside} people={wait.people} />;
    }
  }
}

/** A time in words: where most of those people live, if that is one place, and here. */
function useTimed(report: Report): (wait: Wait) => { readonly title: string; readonly beside: string } {
  const { t, country, list, locale } = useWords();
  const when = useWhen();
  const waveWords = useWaveWords('local_hour');
  const labels = new Map(report.plan.waves.map((wave) => [wave.at, wave.label]));
  const now = new Date(report.as_of);
  return (wait) => {
    if (wait.at === null) return { title: t('report.wait_held'), beside: '' };
    const label = labels.get(wait.at) ?? '';
    if (wait.by === 'own_hour' && label !== '') {
      const wave = waveWords({ at: wait.at, people: wait.people, label }, now);
      return { title: t('report.wait_own', { when: wave.title }), beside: wave.beside };
    }
    const here = when(new Date(wait.at), now);
    const [only, another] = wait.countries;
    const zone = only === undefined || another !== undefined ? undefined : zoneOfCountry(only);
    const cause = holdWords[wait.held_by ?? ''];
    const because = wait.by === 'later' && cause !== undefined ? t(cause) : undefined;
    if (only !== undefined && zone !== undefined) {
      const theirs = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(new Date(wait.at));
      const place = t('report.wait_at_theirs', { time: theirs, country: country(only) });
      return { title: t('report.wait_later', { when: place }), beside: [t('report.wait_here', { when: here }), because].filter(Boolean).join(' · ') };
    }
    const places = wait.countries.length === 0 ? undefined : list(wait.countries.map(country));
    return { title: t('report.wait_later', { when: here }), beside: [because, places].filter(Boolean).join(' · ') };
  };
}

/** What ends a wait that has no time: a person's word, the verdict on the first few, or whatever holds it. */
function openKey(by: string | null): WordKey {
  if (by === 'canary') return 'report.wait_judged';
  return isYours(by) ? 'report.wait_yours' : 'campaigns.until_unknown';
}

/** Whether it goes on by a person’s word alone, whatever time was reckoned before. */
function isYours(by: string | null): boolean {
  return by === 'canary_asks' || by === 'canary_stopped' || by === 'by_person' || by === 'all_stopped';
}

function holdKey(by: string | null): WordKey {
  return (by === null ? undefined : holdWords[by]) ?? 'report.wait_held';
}

type RowProps = { readonly icon: IconName; readonly title: string; readonly beside: string; readonly people: number; readonly look?: boolean };

function Row({ icon, title, beside, people, look = false }: RowProps): ReactNode {
  const { number } = useWords();
  return (
    <div className={css.wait}>
      <Icon name={icon} {...(look ? { className: css.doubt } : {})} />
      <span>
        {title} {beside !== '' && <small>{beside}</small>}
      </span>
      <b>{number(people)}</b>
    </div>
  );
}
