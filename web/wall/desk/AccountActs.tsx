import { Button, Select } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { AccountPatch } from '#core/rehearsal/rehearsal.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { control } from '../control.ts';
import css from './Desk.module.css';
import { Problem } from './Problem.tsx';

const reviews = ['APPROVED', 'REJECTED', 'PENDING', 'DEFERRED'] as const;
const bans = ['SCHEDULE_FOR_DISABLE', 'DISABLE', 'REINSTATE'] as const;

/** What Meta may do to a whole account: look at it again, restrict it, ban it, warn it. */
export function AccountActs({ id }: { readonly id: string }): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (patch: Partial<AccountPatch>) => control.changeAccount(id, patch),
    onSettled: () => client.invalidateQueries({ queryKey: ['world'] }),
  });
  return (
    <section className={css.part}>
      <h2>{t('desk.account', { id })}</h2>
      <div className={css.row}>
        <Select
          aria-label={t('desk.accountReview')}
          placeholder={t('desk.accountReview')}
          value={null}
          data={reviews.map((value) => ({ value, label: t(`desk.name_${value}`) }))}
          onChange={(value) => change.mutate({ review: reviews.find((one) => one === value) })}
        />
        <Button onClick={() => change.mutate({ restriction: 'RESTRICTED_BIZ_INITIATED_MESSAGING' })}>{t('desk.accountRestrict')}</Button>
        <Button onClick={() => change.mutate({ restriction: null })}>{t('desk.accountFree')}</Button>
        <Select
          aria-label={t('desk.accountBan')}
          placeholder={t('desk.accountBan')}
          value={null}
          data={bans.map((value) => ({ value, label: t(`desk.ban_${value}`) }))}
          onChange={(value) => change.mutate({ ban: bans.find((one) => one === value) })}
        />
        <Button onClick={() => change.mutate({ alert: { type: 'OBA_APPROVED', severity: 'INFORMATIONAL', description: '' } })}>{t('desk.alert')}</Button>
      </div>
      <Problem error={change.error} />
    </section>
  );
}
