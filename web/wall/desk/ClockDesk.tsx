import { Button, NumberInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { ClockReport } from '#core/rehearsal/rehearsal.ts';
import { usePhoneNow } from '#web/phone/clock.ts';
import type { WordKey } from '#web/ui/words/speak.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { control } from '../control.ts';
import css from './Desk.module.css';
import { Problem } from './Problem.tsx';

const jumps: readonly (readonly [WordKey, number])[] = [
  ['desk.clockMinute', 60_000],
  ['desk.clockHour', 3_600_000],
  ['desk.clockDay', 86_400_000],
  ['desk.clockWeek', 604_800_000],
];

const blink = 200;

/** Time: stopped, quickened, jumped over, or run until nothing is due. */
export function ClockDesk({ clock }: { readonly clock: ClockReport }): ReactNode {
  const { t, locale } = useWords();
  const client = useQueryClient();
  const now = usePhoneNow(blink);
  const [speed, setSpeed] = useState<number | string>(clock.mode === 'scaled' ? clock.speed : 60);
  const [to, setTo] = useState('');
  const move = useMutation({
    mutationFn: control.moveClock,
    onSuccess: (report) => {
      client.setQueryData(['clock'], report);
      void client.invalidateQueries();
    },
  });
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium', timeZone: 'UTC' });
  const short = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' });
  const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(to) ? `${to.slice(0, 16)}:00Z` : null;
  return (
    <>
      <p className={css.bigTime}>
        <time>{exact.format(now)}</time> UTC
      </p>
      <p className={css.lead}>{t(`desk.clockLead_${clock.mode}`, { speed: clock.speed })}</p>
      <div className={css.row}>
        <Button variant={clock.mode === 'real' ? 'light' : 'default'} onClick={() => move.mutate({ do: 'real' })}>
          {t('desk.clockReal')}
        </Button>
        <Button variant={clock.mode === 'paused' ? 'light' : 'default'} onClick={() => move.mutate({ do: 'pause' })}>
          {t('desk.clockPause')}
        </Button>
        <NumberInput className={css.small} aria-label={t('desk.clockSpeedHelp')} prefix="× " min={0.01} max={100_000} value={speed} onChange={setSpeed} />
        <Button
          variant={clock.mode === 'scaled' ? 'light' : 'default'}
          disabled={typeof speed !== 'number'}
          onClick={() => typeof speed === 'number' && move.mutate({ do: 'scale', speed })}
        >
          {t('desk.clockScale')}
        </Button>
      </div>
      <section className={css.part}>
        <h2>{t('desk.clockJump')}</h2>
        <p>{t('desk.clockJumpHelp')}</p>
        <div className={css.row}>
          {jumps.map(([word, by_ms]) => (
            <Button key={word} loading={move.isPending} onClick={() => move.mutate({ do: 'jump', by_ms })}>
              {t(word)}
            </Button>
          ))}
        </div>
        <div className={css.row}>
          <TextInput type="datetime-local" label={t('desk.clockTo')} value={to} onChange={(event) => setTo(event.currentTarget.value)} />
          <Button
            className={css.low ?? ''}
            disabled={instant === null}
            loading={move.isPending}
            onClick={() => instant !== null && move.mutate({ do: 'jump', to: instant })}
          >
            {t('desk.clockJumpTo')}
          </Button>
        </div>
      </section>
      <section className={css.part}>
        <h2>{t('desk.clockIdle')}</h2>
        <p>{t('desk.clockIdleHelp')}</p>
        <Button loading={move.isPending} onClick={() => move.mutate({ do: 'run_until_idle', most_ms: 30 * 86_400_000 })}>
          {t('desk.clockIdle')}
        </Button>
      </section>
      <Problem error={move.error} />
      <section className={css.part}>
        <h2>{t('desk.clockNext')}</h2>
        <p>
          {clock.next === null ? t('desk.clockNothing') : t('desk.clockWaiting', { waiting: clock.waiting, next: `${short.format(new Date(clock.next))} UTC` })}
        </p>
      </section>
      <section className={css.part}>
        <h2>{t('desk.clockFollowers')}</h2>
        {clock.followers.length === 0 ? (
          <p>{t('desk.clockNobody')}</p>
        ) : (
          <ul className={css.list}>
            {clock.followers.map((follower) => (
              <li key={follower.name}>
                {t('desk.clockFollower', { name: follower.name, revision: follower.revision })}
                {follower.due === null ? '' : `, ${short.format(new Date(follower.due))} UTC`}
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}
