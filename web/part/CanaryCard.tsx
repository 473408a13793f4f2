import { useQuery } from '@tanstack/react-query';
import type { CSSProperties, ReactNode } from 'react';
import type { CanaryFloor, CanaryLook, CanaryView } from '#core/contract/canary.ts';
import { api } from '#web/api/api.ts';
import { Chip, type ChipTone } from '#web/ui/Chip.tsx';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { CanaryActs } from './CanaryActs.tsx';
import { CanaryChart } from './CanaryChart.tsx';
import css from './CanaryCard.module.css';

const tones = { sending: 'on', maturing: 'on', asks: 'look', stopped: 'stopped', released: 'plain' } as const satisfies Record<CanaryView['state'], ChipTone>;

/** The canary of a campaign's sending: where it stands, its numbers beside what stops them, the way of the evidence, and what a person can decide. Nothing without a canary. */
export function CanaryCard({ campaign, broadcast }: { readonly campaign: string; readonly broadcast: string | undefined }): ReactNode {
  const { t } = useWords();
  const found = useQuery({
    queryKey: ['campaigns', campaign, 'canary', broadcast ?? 'latest'],
    queryFn: () => api.canaries.get({ params: { id: campaign }, query: broadcast === undefined ? {} : { broadcast } }),
  });
  const view = found.data?.canary;
  if (view === undefined || view === null) return null;
  return (
    <div className={css.card}>
      <Section
        title={t('canary.title')}
        end={
          <Chip tone={tones[view.state]} live={view.state === 'sending'}>
            {t(`canary.state_${view.state}`)}
          </Chip>
        }
      >
        <p className={css.verdict}>{toldLook(view).text}</p>
        <StageBar view={view} />
        <Signals view={view} />
        <CanaryChart view={view} />
        <CanaryActs campaign={campaign} view={view} />
        <Looks view={view} />
      </Section>
    </div>
  );
}

/** What stopped it, or what asks, is said as it was decided; else how it stands now. */
function toldLook({ state, looks, now }: CanaryView): CanaryLook {
  const decided = { stopped: 'stop', asks: 'undecided', sending: undefined, maturing: undefined, released: undefined }[state];
  return (decided === undefined ? undefined : looks.find(({ verdict }) => verdict === decided)) ?? now;
}

function StageBar({ view }: { readonly view: CanaryView }): ReactNode {
  const { t, time } = useWords();
  const stageWords = ({ state, left }: CanaryView['stages'][number]) => {
    if (state !== 'maturing') return t(`canary.stage_${state}`, { left });
    return view.matures_at === null ? t('canary.state_asks') : t('canary.judged_at', { at: time(view.matures_at) });
  };
  return (
    <ol className={css.stages} aria-label={t('canary.stages')}>
      {view.stages.map((stage, index) => {
        const style: CSSProperties & Record<'--share', string> = { '--share': `${stage.people === 0 ? 0 : Math.round((stage.left / stage.people) * 100)}%` };
        return (
          <li key={index} className={css[stage.state]} style={style}>
            <b>{t('canary.stage', { people: stage.people })}</b>
            <span>{stageWords(stage)}</span>
          </li>
        );
      })}
    </ol>
  );
}

function Signals({ view }: { readonly view: CanaryView }): ReactNode {
  const { t, percent } = useWords();
  const { harm } = view.now;
  // What a stage was judged by is told until the next one is.
  const judged = [view.now, ...view.looks].find(({ delivery }) => delivery !== null);
  const missing = t(judged !== undefined ? 'canary.signal_unknown' : view.state === 'stopped' ? 'canary.signal_not' : 'canary.signal_later');
  const rates = { fine: percent(view.fine), bad: percent(view.bad) };
  return (
    <dl className={css.signals}>
      <div>
        <dt>{t('canary.signal_harm')}</dt>
        <dd>
          <b>{t('canary.of', { people: harm.events, of: harm.people })}</b>
          <span>{harm.stops_at === null ? t('canary.signal_harm_never', rates) : t('canary.signal_harm_about', { ...rates, stops: harm.stops_at })}</span>
        </dd>
      </div>
      <FloorLine name={t('canary.signal_delivery')} floor={judged?.delivery ?? null} missing={missing} />
      <FloorLine name={t('canary.signal_reads')} floor={judged?.reads ?? null} missing={missing} />
    </dl>
  );
}

/** One floor; `missing` is said where there is none. */
function FloorLine({ name, floor, missing }: { readonly name: string; readonly floor: CanaryFloor | null; readonly missing: string }): ReactNode {
  const { t, percent } = useWords();
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {floor === null ? (
          <span>{missing}</span>
        ) : (
          <>
            <b className={floor.is_below ? css.bad : undefined}>{t('canary.of', { people: floor.people, of: floor.of })}</b>
            <span>{t('canary.signal_floor', { most: floor.stops_at_most, usual: percent(floor.usual) })}</span>
          </>
        )}
      </dd>
    </div>
  );
}

function Looks({ view }: { readonly view: CanaryView }): ReactNode {
  const { t, dateTime } = useWords();
  if (view.looks.length === 0) return null;
  return (
    <details className={css.more}>
      <summary>{t('canary.looks')}</summary>
      <ol className={css.looks}>
        {view.looks.map((look, index) => (
          <li key={index}>
            <b>{t(`canary.verdict_${look.verdict}`)}</b>{' '}
            <small>
              {dateTime(look.at)} · {look.by ?? t('canary.by_rule')}
            </small>
            <span>{look.text}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}
