import { Button, Checkbox, CopyButton, Group, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { ReportShare } from '#core/contract/report.ts';
import { api } from '#web/api/api.ts';
import { queries } from '#web/api/queries.ts';
import { tellDone, tellProblem } from '#web/part/tell.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Report.module.css';
import { present } from '#web/ui/now.ts';

type Props = { readonly campaign: string; readonly broadcast: string | undefined; readonly onClose: () => void };

/** How long a link may last, in days. */
const lifetimes = [1, 7, 30, 90, 365] as const;

/** Makes a link to the numbers, shows it once, and ends those made before. */
export function ShareSheet({ campaign, broadcast, onClose }: Props): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const [days, setDays] = useState(30);
  const [withCost, setWithCost] = useState(false);
  const shares = useQuery(queries.campaigns.shares({ params: { id: campaign } }));
  const onError = (error: Error) => tellProblem(error, t);
  const renew = () => void client.invalidateQueries({ queryKey: ['campaigns', 'shares'] });
  const make = useMutation({
    mutationFn: () => api.campaigns.share({ params: { id: campaign }, body: { broadcast, days, with_cost: withCost } }),
    onError,
    onSettled: renew,
  });
  const links = shares.data?.items ?? [];
  return (
    <Modal opened onClose={onClose} title={t('report.share_title')} size="lg" closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <p>{t('report.share_about')}</p>
      {make.data === undefined ? (
        <Group mt="md" align="flex-end">
          <NativeSelect
            label={t('report.share_days')}
            value={String(days)}
            onChange={(event) => setDays(Number(event.currentTarget.value))}
            data={lifetimes.map((each) => ({ value: String(each), label: t('report.share_days_of', { days: each }) }))}
          />
          <Checkbox mb={8} label={t('report.share_cost')} checked={withCost} onChange={(event) => setWithCost(event.currentTarget.checked)} />
          <Button variant="filled" loading={make.isPending} onClick={() => make.mutate()}>
            {t('report.share_make')}
          </Button>
        </Group>
      ) : (
        <Group mt="md" align="flex-end">
          <TextInput
            className={css.grow ?? ''}
            label={t('report.share_made')}
            value={make.data.url}
            readOnly
            onFocus={(event) => event.currentTarget.select()}
          />
          <CopyButton value={make.data.url}>
            {({ copied, copy }) => (
              <Button variant="filled" onClick={copy}>
                {t(copied ? 'report.share_copied' : 'report.share_copy')}
              </Button>
            )}
          </CopyButton>
        </Group>
      )}
      {links.length > 0 && <h3 className={css.links}>{t('report.share_list')}</h3>}
      <ul>
        {links.map((share) => (
          <ShareRow key={share.id} share={share} campaign={campaign} onEnded={renew} />
        ))}
      </ul>
    </Modal>
  );
}

function ShareRow({ share, campaign, onEnded }: { readonly share: ReportShare; readonly campaign: string; readonly onEnded: () => void }): ReactNode {
  const { t, date } = useWords();
  const end = useMutation({
    mutationFn: () => api.campaigns.unshare({ params: { id: campaign, share: share.id } }),
    onSuccess: () => tellDone(t('report.share_gone')),
    onError: (error: Error) => tellProblem(error, t),
    onSettled: onEnded,
  });
  const isOver = share.revoked_at !== null || new Date(share.expires_at) <= present();
  return (
    <li className={css.link}>
      <span>{t('report.share_row', { name: share.by, made: date(share.created_at), until: date(share.expires_at), views: share.views })}</span>
      {isOver ? (
        <small>{t('report.share_ended')}</small>
      ) : (
        <Button size="xs" loading={end.isPending} onClick={() => end.mutate()}>
          {t('report.share_end')}
        </Button>
      )}
    </li>
  );
}
