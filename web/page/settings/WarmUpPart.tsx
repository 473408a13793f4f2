import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { WarmUp } from '#core/contract/quality.ts';
import { api } from '#web/api/api.ts';
import { queries } from '#web/api/queries.ts';
import { tellDone, tellProblem } from '#web/part/tell.ts';
import { Chip } from '#web/ui/Chip.tsx';
import { useNow } from '#web/ui/now.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './WarmUpPart.module.css';

/** How a young number grows: the switch, today's cap with what was used, what holds it, and the curve. */
export function WarmUpPart({ number: id }: { readonly number: string }): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const warm = useQuery(queries.warmUps.get({ params: { id } }));
  const set = useMutation({
    mutationFn: (on: boolean) => api.warmUps.set({ params: { id }, body: { on } }),
    onSuccess: (_shown, on) => {
      void client.invalidateQueries({ queryKey: ['warmUps'] });
      tellDone(t(on ? 'quality.warm_begun' : 'quality.warm_ended'));
    },
    onError: (error) => tellProblem(error, t),
  });
  if (warm.data === undefined) return null;
  const { on, day, cap, used, signals, text, held_by } = warm.data;
  return (
    <section className={css.warm} aria-label={t('quality.warm')}>
      <div className={css.head}>
        <h4>{t('quality.warm')}</h4>
        {day !== null && <Chip tone={held_by !== null && held_by !== 'use' ? 'look' : 'on'}>{t('quality.warm_day', { day })}</Chip>}
        <Button size="xs" loading={set.isPending} onClick={() => set.mutate(!on)}>
          {t(on ? 'quality.warm_end' : 'quality.warm_begin')}
        </Button>
      </div>
      <p>{text}.</p>
      {on ? (
        <>
          <p className={css.quiet}>
            {cap === null ? t('quality.warm_used_free', { used }) : t('quality.warm_used', { used, cap })}. {t('quality.warm_signals', signals)}
          </p>
          <Curve days={warm.data.days} />
        </>
      ) : (
        <p className={css.quiet}>{t('quality.warm_about')}</p>
      )}
    </section>
  );
}

/** People of each day as bars, the caps of today and the days to come as lines above them; the same as a list for who does not see it. */
function Curve({ days }: { readonly days: WarmUp['days'] }): ReactNode {
  const { t, number, shortDate } = useWords();
  const now = useNow();
  const most = Math.max(1, ...days.map(({ people, cap }) => Math.max(people ?? 0, cap ?? 0)));
  return (
    <ol className={css.curve}>
      {days.map((each) => (
        <li key={each.starts_at}>
          <span className={css.bars} aria-hidden="true">
            {each.cap !== null && <i className={css.cap} style={{ blockSize: `${(each.cap / most) * 100}%` }} />}
            {each.people !== null && <i className={css.people} style={{ blockSize: `${(each.people / most) * 100}%` }} />}
          </span>
          <small>{shortDate(each.starts_at, now)}</small>
          <small>
            {each.people !== null && <span aria-label={`${t('quality.warm_people')}: ${number(each.people)}`}>{number(each.people)}</span>}
            {each.people !== null && each.cap !== null && ' / '}
            {each.cap !== null && <span aria-label={`${t('quality.warm_cap')}: ${number(each.cap)}`}>{number(each.cap)}</span>}
          </small>
        </li>
      ))}
    </ol>
  );
}
