import { Button, Group, TextInput } from '@mantine/core';
import { useDebouncedValue, useHotkeys } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Planner } from '#core/contract/planner.ts';
import { instantOfLocal, isLocalText, localOfInstant } from '#core/value/local.ts';
import { api } from '#web/api/api.ts';
import { sayProblem } from '#web/part/problem.ts';
import { tellDone, tellProblem } from '#web/part/tell.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { type Move, moveCampaign } from './moving.ts';
import css from './Planner.module.css';
import { useZoned } from './useZoned.ts';

/** Arrow keys come fast; the forecast is asked for when they rest. */
const pauseMilliseconds = 200;

type Props = {
  readonly move: Move;
  readonly planner: Planner;
  readonly span: { readonly from: string; readonly to: string };
  readonly onMove: (move: Move | undefined) => void;
};

/** What moving a campaign would do, before it is done: when it would end, with raises too, and which days would be too full. */
export function MovePanel({ move, planner, span, onMove }: Props): ReactNode {
  const { t } = useWords();
  const { dateTime } = useZoned(planner.timezone);
  const client = useQueryClient();
  const { item } = move;
  const [at] = useDebouncedValue(move.at, pauseMilliseconds);
  useHotkeys([['Escape', () => onMove(undefined)]], []);
  const isSame = move.at === item.starts_at;
  const tried = useQuery({
    queryKey: ['planner', 'try', { campaign: item.campaign, at, ...span }],
    queryFn: () => api.planner.try({ body: { campaign: item.campaign, at, ...span } }),
    enabled: at !== item.starts_at,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const apply = useMutation({
    mutationFn: () => moveCampaign(move, planner.timezone),
    onSuccess: async ({ stuck }) => {
      await Promise.all([client.invalidateQueries({ queryKey: ['planner'] }), client.invalidateQueries({ queryKey: ['campaigns'] })]);
      tellDone(
        stuck === undefined ? t('planner.moved', { name: item.name, when: dateTime(move.at) }) : t('planner.move_stuck', { name: item.name, why: stuck }),
      );
      onMove(undefined);
    },
    onError: (error) => {
      void client.invalidateQueries({ queryKey: ['planner'] });
      tellProblem(error, t);
    },
  });
  return (
    <section className={css.panel} aria-label={t('planner.move_title', { name: item.name })}>
      <div className={css.panelHead}>
        <h2>{t('planner.move_title', { name: item.name })}</h2>
        <Button size="xs" variant="subtle" aria-label={t('planner.move_cancel')} onClick={() => onMove(undefined)}>
          <Icon name="close" small />
        </Button>
      </div>
      <p className={css.quiet}>{t('planner.move_from', { from: dateTime(item.starts_at) })}</p>
      <MomentField timezone={planner.timezone} at={move.at} onChange={(next) => onMove({ item, at: next })} />
      <div role="status" className={css.forecast}>
        {isSame ? null : tried.error !== null ? (
          <p className={css.full}>{sayProblem(tried.error, t)}</p>
        ) : tried.data === undefined || at !== move.at ? (
          <p className={css.quiet}>{t('planner.move_trying')}</p>
        ) : (
          <Outcome planner={tried.data} campaign={item.campaign} />
        )}
      </div>
      {item.state === 'planned' && <p className={css.quiet}>{t('planner.move_launched')}</p>}
      <Group mt="sm">
        <Button variant="filled" disabled={isSame || tried.error !== null} loading={apply.isPending} onClick={() => apply.mutate()}>
          {t('planner.move_apply', { when: dateTime(move.at) })}
        </Button>
        <Button onClick={() => onMove(undefined)}>{t('planner.move_cancel')}</Button>
      </Group>
    </section>
  );
}

function Outcome({ planner, campaign }: { readonly planner: Planner; readonly campaign: string }): ReactNode {
  const { t, rich } = useWords();
  const { dateTime } = useZoned(planner.timezone);
  const item = planner.items.find((each) => each.campaign === campaign);
  const full = planner.portfolios.flatMap(({ days }) => days).filter(({ full_by }) => full_by !== null);
  return (
    <>
      <p>
        {item === undefined || item.ends_at === null
          ? t('planner.move_uncounted')
          : item.ends_with_raises_at === null
            ? rich('planner.move_end', { ends: dateTime(item.ends_at) })
            : rich('planner.move_end_raises', { ends: dateTime(item.ends_at), raised: dateTime(item.ends_with_raises_at) })}
      </p>
      <p className={full.length === 0 ? css.quiet : css.full}>{t('planner.move_full', { days: full.length })}</p>
    </>
  );
}

/** A date and a time by the clock of the workspace; what is no moment changes nothing. */
function MomentField({ timezone, at, onChange }: { readonly timezone: string; readonly at: string; readonly onChange: (at: string) => void }): ReactNode {
  const { t } = useWords();
  const local = localOfInstant(new Date(at), timezone).slice(0, 16);
  const [typed, setTyped] = useState({ of: at, text: local });
  return (
    <TextInput
      className={css.moment ?? ''}
      type="datetime-local"
      label={t('planner.move_at')}
      value={typed.of === at ? typed.text : local}
      onChange={(event) => {
        const text = event.currentTarget.value;
        if (!isLocalText(text)) return setTyped({ of: at, text });
        const next = instantOfLocal(text, timezone);
        setTyped({ of: next.toISOString(), text });
        onChange(next.toISOString());
      }}
    />
  );
}
