import { Button } from '@mantine/core';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Delivery, World } from '#core/rehearsal/rehearsal.ts';
import { usePhoneNow } from '#web/phone/clock.ts';
import { Chip, type ChipTone } from '#web/ui/Chip.tsx';
import { LoadingLines } from '#web/ui/Faces.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { control } from '../control.ts';
import { Json } from '../inspect/Json.tsx';
import css from './Desk.module.css';
import { prettyJson } from './pretty.ts';
import { Problem } from './Problem.tsx';
import { SendWebhook } from './SendWebhook.tsx';
import { Storm } from './Storm.tsx';

const lookAgainMilliseconds = 3000;
const first: string | null = null;

/** The log of webhooks: where they went, what came back, and each one again when wanted. */
export function WebhooksDesk({ world }: { readonly world: World }): ReactNode {
  const { t } = useWords();
  const log = useInfiniteQuery({
    queryKey: ['deliveries'],
    queryFn: ({ pageParam }) => control.deliveries(pageParam),
    initialPageParam: first,
    getNextPageParam: (last) => last.next,
    refetchInterval: lookAgainMilliseconds,
    staleTime: 0,
  });
  const [open, setOpen] = useState<'hand' | 'storm' | null>(null);
  const deliveries = log.data?.pages.flatMap((page) => page.deliveries) ?? [];
  const { waiting, delivered, failing, last_error } = world.webhooks;
  return (
    <>
      <p className={css.lead}>{t('desk.webhooksLead', { waiting, delivered, failing })}</p>
      {last_error === null ? null : <p className={css.problem}>{t('desk.lastError', { error: last_error })}</p>}
      <div className={css.row}>
        <Button size="xs" aria-expanded={open === 'hand'} onClick={() => setOpen(open === 'hand' ? null : 'hand')}>
          {t('desk.byHand')}
        </Button>
        <Button size="xs" aria-expanded={open === 'storm'} onClick={() => setOpen(open === 'storm' ? null : 'storm')}>
          {t('desk.storm')}
        </Button>
      </div>
      {open === 'hand' ? <SendWebhook world={world} /> : null}
      {open === 'storm' ? <Storm /> : null}
      <Problem error={log.error} />
      {log.isPending ? <LoadingLines /> : null}
      {log.isSuccess && deliveries.length === 0 ? <p>{t('desk.webhooksEmpty')}</p> : null}
      <ul className={css.log}>
        {deliveries.map((delivery) => (
          <Sent key={delivery.id} delivery={delivery} />
        ))}
      </ul>
      {log.hasNextPage ? (
        <Button size="xs" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          {t('desk.more')}
        </Button>
      ) : null}
    </>
  );
}

const tones: Readonly<Record<Delivery['status'], ChipTone>> = { waiting: 'plain', delivered: 'on', failing: 'look', dropped: 'stopped' };
const everySecond = 1000;

function Sent({ delivery }: { delivery: Delivery }): ReactNode {
  const { t, number, relative, locale } = useWords();
  const now = usePhoneNow(everySecond);
  const [open, setOpen] = useState(false);
  const replay = useMutation({ mutationFn: () => control.replay(delivery.id) });
  const when = delivery.next_at === null ? '' : relative(delivery.next_at, new Date(now));
  const at = new Intl.DateTimeFormat(locale, { timeStyle: 'medium', timeZone: 'UTC' }).format(new Date(delivery.at));
  return (
    <li>
      <div className={css.logLine}>
        <time>{at}</time>
        <code className={css.grown}>{delivery.field}</code>
        <Chip tone={tones[delivery.status]}>{t(`desk.delivery_${delivery.status}`, { when })}</Chip>
      </div>
      <div className={css.logLine}>
        <span className={css.url} dir="ltr" title={delivery.url}>
          {delivery.url}
        </span>
        <span>
          {t('desk.updates')} {number(delivery.updates)} · {t('desk.attempts')} {number(delivery.attempts)}
          {delivery.http_status === null ? '' : ` · HTTP ${delivery.http_status}`}
        </span>
        <Button size="compact-xs" variant="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t('desk.showBody')}
        </Button>
        <Button size="compact-xs" variant="subtle" loading={replay.isPending} onClick={() => replay.mutate()}>
          {replay.isSuccess ? t('desk.replayed') : t('desk.replay')}
        </Button>
      </div>
      {delivery.error === null ? null : <p className={css.problem}>{delivery.error}</p>}
      <Problem error={replay.error} />
      {open ? <Json value={prettyJson(delivery.body)} label={t('desk.showBody')} /> : null}
    </li>
  );
}
