import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import type { SharedReport } from '#core/contract/report.ts';
import { explainError } from '#core/whatsapp/errors.ts';
import { ApiProblem } from '#web/api/problem.ts';
import { queries } from '#web/api/queries.ts';
import { Funnel } from '#web/part/Funnel.tsx';
import { reasonWords } from '#web/part/plan.ts';
import { sayProblem } from '#web/part/problem.ts';
import { FailedFace, LoadingLines } from '#web/ui/Faces.tsx';
import { Logo } from '#web/ui/Logo.tsx';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Share.module.css';

/** While it is sent, the page asks again so often; afterwards replies and readings still come, more slowly. */
const sendingMilliseconds = 3_000;
const calmMilliseconds = 30_000;

/** The numbers of a report for whoever holds its link: no sign-in, no names, renewed by itself. */
export function SharePage(): ReactNode {
  const { token } = useParams({ from: '/share/$token' });
  const { t } = useWords();
  const asked = useQuery({
    ...queries.campaigns.shared({ params: { token } }),
    retry: false,
    refetchInterval: (query) => (query.state.data?.state === 'sending' ? sendingMilliseconds : calmMilliseconds),
  });
  const { data, error, refetch } = asked;
  useKeptPrivate(data?.name);
  if (error instanceof ApiProblem && error.code === 'not_found') {
    return (
      <Sheet>
        <h1>{t('report.shared_gone')}</h1>
        <p className={css.quiet}>{sayProblem(error, t)}</p>
      </Sheet>
    );
  }
  if (data === undefined)
    return (
      <Sheet>
        {error === null ? <LoadingLines /> : <FailedFace title={t('shell.failed_title')} text={sayProblem(error, t)} again={() => void refetch()} />}
      </Sheet>
    );
  return (
    <Sheet>
      <Shared report={data} />
    </Sheet>
  );
}

/** A link that somebody holds is nobody else's business: it is in no search engine, and goes to no other site. */
function useKeptPrivate(name: string | undefined): void {
  useEffect(() => {
    const robots = document.createElement('meta');
    robots.name = 'robots';
    robots.content = 'noindex, nofollow';
    document.head.append(robots);
    return () => robots.remove();
  }, []);
  useEffect(() => {
    if (name !== undefined) document.title = name;
  }, [name]);
}

function Sheet({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <main className={css.sheet}>
      <p className={css.logo}>
        <Logo /> Parley
      </p>
      {children}
    </main>
  );
}

function Shared({ report }: { readonly report: SharedReport }): ReactNode {
  const { t, number, percent, money, dateTime, date, time, language } = useWords();
  const { taps, cost } = report;
  return (
    <>
      <p className={css.quiet}>{t('report.shared_by', { business: report.business })}</p>
      <h1 dir="auto">{report.name}</h1>
      <p className={css.quiet}>
        {t(`campaigns.state_${report.state}`)}
        {report.state === 'sending' && ` · ${t('report.shared_speed', { speed: number(report.speed, { maximumFractionDigits: 1 }) })}`}
        {report.state === 'sending' && report.finishes_at !== null && ` · ${t('report.shared_finish', { when: dateTime(report.finishes_at) })}`}
      </p>
      <Section title={t('campaigns.funnel')} beside={t('campaigns.funnel_about')}>
        <Funnel steps={report.funnel} counts={report.counts} />
      </Section>
      {report.reasons.length > 0 && (
        <Section title={t('report.shared_causes')}>
          <ul>
            {report.reasons.map((cause) => (
              <li key={`${cause.kind} ${cause.code} ${cause.reason}`} className={css.row}>
                <b>{number(cause.people)}</b>
                <span>
                  {cause.kind === 'failed' && cause.code !== null
                    ? explainError(cause.code)[language].title
                    : cause.kind === 'failed'
                      ? t('campaigns.person_failed')
                      : reasonWords(cause.reason, language).title}
                  {cause.code !== null && <code> {cause.code}</code>}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {taps.people > 0 && taps.rate !== null && (
        <Section title={t('report.taps')}>
          <p className={css.quiet}>
            {t('report.taps_line', { people: taps.people, rate: percent(taps.rate), low: percent(taps.low ?? 0), high: percent(taps.high ?? 1) })}
          </p>
          <ul>
            {taps.buttons.map((button) => (
              <li key={`${button.body} ${button.language} ${button.text}`} className={css.row}>
                <b>{number(button.people)}</b>
                <span>{button.text}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {cost !== null && (
        <Section title={t('campaigns.cost')}>
          <p className={css.big}>{money(cost)}</p>
        </Section>
      )}
      <p className={css.foot}>
        {t('report.shared_as_of', { when: time(report.as_of), until: date(report.expires_at) })}{' '}
        {report.ledger !== null && t(report.ledger.equal ? 'report.ledger_equal' : 'report.ledger_repaired', { when: dateTime(report.ledger.at) })}
        <br />
        {t('report.shared_hash')} <code>{report.plan_hash}</code>
      </p>
    </>
  );
}
