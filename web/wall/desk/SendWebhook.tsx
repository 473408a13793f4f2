import { Autocomplete, Button, Select, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { World } from '#core/rehearsal/rehearsal.ts';
import { webhookFields } from '#core/rehearsal/webhookFields.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { control } from '../control.ts';
import { parseObject } from '../sheet/raw.ts';
import { exampleValue } from './byHand.ts';
import css from './Desk.module.css';
import { Problem } from './Problem.tsx';

/** A webhook as somebody writes it: which account it is about, which field, and its value. */
export function SendWebhook({ world }: { readonly world: World }): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const accounts = [...new Set(world.numbers.map((number) => number.business_account_id))];
  const [chosen, setChosen] = useState<string | null>(null);
  const [field, setField] = useState('messages');
  const [typed, setTyped] = useState<string | null>(null);
  const account = chosen ?? accounts[0];
  const text =
    typed ??
    exampleValue(
      field,
      world.numbers.find((number) => number.business_account_id === account),
    );
  const value = parseObject(text);
  const sending = useMutation({
    mutationFn: (order: { account: string; value: Record<string, unknown> }) => control.sendWebhook(order.account, field, order.value),
    onSuccess: () => client.invalidateQueries({ queryKey: ['deliveries'] }),
  });
  return (
    <section className={css.part}>
      <h2>{t('desk.byHand')}</h2>
      <p>{t('desk.byHandHelp')}</p>
      <div className={css.fields}>
        <Select label={t('desk.catalogAccount')} data={accounts} value={account ?? null} allowDeselect={false} onChange={setChosen} />
        <Autocomplete label={t('desk.field')} data={[...webhookFields]} value={field} onChange={setField} />
      </div>
      <Textarea
        classNames={{ input: css.codeField ?? '' }}
        dir="ltr"
        label={t('desk.byHandValue')}
        spellCheck={false}
        minRows={4}
        maxRows={16}
        value={text}
        error={value === null ? t('desk.notObject') : null}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button
        variant="filled"
        loading={sending.isPending}
        disabled={value === null || account === undefined || field === ''}
        onClick={() => value !== null && account !== undefined && sending.mutate({ account, value })}
      >
        {t('wall.send')}
      </Button>
      {sending.isSuccess ? <p role="status">{t('desk.byHandSent', { url: sending.data.url })}</p> : null}
      <Problem error={sending.error} />
    </section>
  );
}
