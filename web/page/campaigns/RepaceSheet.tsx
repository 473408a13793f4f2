import { Button, Group, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Broadcast, Campaign, Plan } from '#core/contract/campaigns.ts';
import { api } from '#web/api/api.ts';
import { tellDone, tellProblem } from '#web/part/tell.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { BudgetField } from './BudgetField.tsx';
import { PaceWords } from './PaceWords.tsx';
import css from './Report.module.css';

type Props = { readonly campaign: Campaign; readonly broadcast: Broadcast; readonly plan: Plan; readonly onClose: () => void };

/** Changes how a sending takes its time, or what it may cost, while it is under way: longer, shorter, other hours, more or less money. */
export function RepaceSheet({ campaign, broadcast, plan, onClose }: Props): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const [pace, setPace] = useState(broadcast.pace);
  const [budget, setBudget] = useState(broadcast.budget_micros);
  const save = useMutation({
    mutationFn: () => api.campaigns.pace({ params: { id: campaign.id }, body: { pace, budget_micros: budget } }),
    onSuccess: () => {
      onClose();
      tellDone(t('plan.repaced'));
    },
    onError: (error: Error) => tellProblem(error, t),
    onSettled: () => client.invalidateQueries({ queryKey: ['campaigns'] }),
  });
  return (
    <Modal opened onClose={onClose} title={t('plan.repace')} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <PaceWords pace={pace} onChange={setPace} />
      <BudgetField
        choices={{ budget_micros: budget }}
        plan={plan}
        onChange={(change) => {
          if (change.budget_micros !== undefined) setBudget(change.budget_micros);
        }}
      />
      <p className={css.about}>{t('plan.repace_about')}</p>
      <Group mt="lg" justify="flex-end">
        <Button onClick={onClose}>{t('shell.cancel')}</Button>
        <Button variant="filled" loading={save.isPending} onClick={() => save.mutate()}>
          {t('plan.repace_act')}
        </Button>
      </Group>
    </Modal>
  );
}
