import { Button, NumberInput, Select } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { webhookFields } from '#core/rehearsal/webhookFields.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { control } from '../control.ts';
import css from './Desk.module.css';
import { Problem } from './Problem.tsx';

/** What the emulator takes in one order. */
const copiesMost = 1_000;
const copiesAtFirst = 10;
const every = '*';

/** The last webhooks again, very often and at once: what a platform does under a flood of what it knows already. */
export function Storm(): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const [copies, setCopies] = useState<number | string>(copiesAtFirst);
  const [field, setField] = useState(every);
  const raising = useMutation({
    mutationFn: (most: number) => control.storm(most, field === every ? null : field),
    onSuccess: () => client.invalidateQueries({ queryKey: ['deliveries'] }),
  });
  return (
    <section className={css.part}>
      <h2>{t('desk.storm')}</h2>
      <p>{t('desk.stormHelp')}</p>
      <div className={css.fields}>
        <NumberInput label={t('desk.stormCopies')} min={1} max={copiesMost} value={copies} onChange={setCopies} />
        <Select
          label={t('desk.stormField')}
          value={field}
          allowDeselect={false}
          data={[{ value: every, label: t('desk.stormEvery') }, ...webhookFields]}
          onChange={(value) => value !== null && setField(value)}
        />
      </div>
      <Button loading={raising.isPending} disabled={typeof copies !== 'number'} onClick={() => typeof copies === 'number' && raising.mutate(copies)}>
        {t('desk.stormDo')}
      </Button>
      {raising.isSuccess ? <p role="status">{t('desk.stormed', { posts: raising.data.posts })}</p> : null}
      <Problem error={raising.error} />
    </section>
  );
}
