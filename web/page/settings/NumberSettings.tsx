import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { BusinessNumber } from '#core/contract/settings.ts';
import { api } from '#web/api/api.ts';
import { queries } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { sayLimit, sayQuality } from '#web/part/businessNumber.ts';
import { tellDone, tellProblem } from '#web/part/tell.ts';
import { Chip } from '#web/ui/Chip.tsx';
import { EmptyFace } from '#web/ui/Faces.tsx';
import { useNow } from '#web/ui/now.ts';
import { Pairs } from '#web/ui/Pairs.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { ConnectNumber } from './ConnectNumber.tsx';
import css from './NumberSettings.module.css';
import { WarmUpPart } from './WarmUpPart.tsx';
import { SettingsPart } from './SettingsPart.tsx';

/** Our numbers with their health, and how to add one. */
export function NumberSettings(): ReactNode {
  const { t } = useWords();
  const numbers = useQuery(queries.numbers.list());
  const [connecting, setConnecting] = useState(false);
  const connect = (
    <Button variant="filled" onClick={() => setConnecting(true)}>
      {t('settings.connect')}
    </Button>
  );
  return (
    <SettingsPart
      title={t('settings.numbers')}
      lead={t('settings.numbers_lead')}
      act={numbers.data !== undefined && numbers.data.items.length > 0 ? connect : undefined}
    >
      <Asked of={numbers}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyFace title={t('settings.numbers_empty_title')} text={t('settings.numbers_empty_text')} act={connect} />
          ) : (
            items.map((number) => <NumberCard key={number.id} number={number} />)
          )
        }
      </Asked>
      {connecting ? <ConnectNumber onClose={() => setConnecting(false)} /> : null}
    </SettingsPart>
  );
}

function NumberCard(props: { readonly number: BusinessNumber }): ReactNode {
  const { t, relative, date, phone } = useWords();
  const now = useNow();
  const client = useQueryClient();
  const { number } = props;
  const { business_account: account } = number;
  const isPaused = number.state === 'paused';
  const act = useMutation({
    mutationFn: (verb: 'refresh' | 'pause' | 'resume') => api.numbers[verb]({ params: { id: number.id } }),
    onSuccess: (_number, verb) => {
      void client.invalidateQueries({ queryKey: ['numbers'] });
      void client.invalidateQueries({ queryKey: ['home'] });
      if (verb === 'pause') tellDone(t('settings.paused_done', { number: phone(number.display_phone) }));
      if (verb === 'resume') tellDone(t('settings.resumed_done', { number: phone(number.display_phone) }));
    },
    onError: (error) => tellProblem(error, t),
  });
  const busy = (verb: string) => act.isPending && act.variables === verb;

  return (
    <article className={css.number} aria-label={number.display_phone}>
      <div className={css.head}>
        <div>
          <h3>{phone(number.display_phone)}</h3>
          <p className={css.quiet}>{number.name}</p>
        </div>
        <Chip tone={isPaused ? 'stopped' : 'on'}>{t(isPaused ? 'settings.number_paused' : 'settings.number_ready')}</Chip>
        <div className={css.acts}>
          <Button size="xs" loading={busy('refresh')} onClick={() => act.mutate('refresh')}>
            {t('settings.refresh')}
          </Button>
          <Button
            size="xs"
            variant={isPaused ? 'filled' : 'default'}
            loading={busy('pause') || busy('resume')}
            onClick={() => act.mutate(isPaused ? 'resume' : 'pause')}
          >
            {t(isPaused ? 'settings.resume' : 'settings.pause')}
          </Button>
        </div>
      </div>
      {isPaused ? (
        <p className={css.paused}>
          {number.pause_reason === null ? null : <b className={css.reason}>{number.pause_reason}</b>}
          {t('settings.number_paused_cure')}
        </p>
      ) : null}
      <div className={css.pairs}>
        <Pairs
          rows={[
            { name: t('settings.quality'), value: sayQuality(number.quality, t) },
            { name: t('settings.limit'), value: sayLimit(number.messaging_limit, t) },
            { name: t('settings.speed'), value: t('settings.speed_value', { n: number.throughput_per_second }) },
            { name: t('settings.checked_at'), value: number.checked_at === null ? t('settings.never') : relative(number.checked_at, now) },
            { name: t('settings.connected_at'), value: account.connected_at === null ? t('settings.never') : date(account.connected_at) },
          ]}
        />
        <Pairs
          rows={[
            { name: t('settings.meta_id'), value: number.meta_id },
            { name: t('settings.account'), value: `${account.name} (${account.meta_id})` },
            { name: t('settings.connect_app'), value: account.app_id },
            { name: t('settings.base_url'), value: `${account.base_url} ${account.api_version}` },
            { name: t('settings.webhook_url'), value: account.webhook_url },
          ]}
        />
      </div>
      <WarmUpPart number={number.id} />
    </article>
  );
}
