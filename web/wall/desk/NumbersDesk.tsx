import { Button, NumberInput, Select } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { NumberPatch, World } from '#core/rehearsal/rehearsal.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { control } from '../control.ts';
import { AccountActs } from './AccountActs.tsx';
import css from './Desk.module.css';
import { Problem } from './Problem.tsx';

const qualities = ['GREEN', 'YELLOW', 'RED', 'UNKNOWN'] as const;
const statuses = ['CONNECTED', 'PENDING', 'DISCONNECTED', 'RESTRICTED', 'BANNED', 'UNVERIFIED'] as const;
const decisions = ['APPROVED', 'DEFERRED', 'PENDING', 'REJECTED'] as const;

/** Business numbers and accounts, and what Meta may do to each. */
export function NumbersDesk({ world }: { readonly world: World }): ReactNode {
  const { t } = useWords();
  const accounts = [...new Set(world.numbers.map((number) => number.business_account_id))];
  return (
    <>
      <p className={css.lead}>{t('desk.numbersLead')}</p>
      {world.numbers.length === 0 ? <p>{t('desk.numbersEmpty')}</p> : null}
      {world.numbers.map((number) => (
        <BusinessNumber key={number.id} number={number} />
      ))}
      {accounts.map((account) => (
        <AccountActs key={account} id={account} />
      ))}
    </>
  );
}

function BusinessNumber({ number }: { number: World['numbers'][number] }): ReactNode {
  const { t, phone } = useWords();
  const client = useQueryClient();
  const [limit, setLimit] = useState<number | string>('');
  const [throughput, setThroughput] = useState<number | string>(number.throughput_per_second);
  const change = useMutation({
    mutationFn: (patch: NumberPatch) => control.changeNumber(number.id, patch),
    onSettled: () => client.invalidateQueries({ queryKey: ['world'] }),
  });
  return (
    <section className={css.part}>
      <h2>
        {number.verified_name} <small dir="ltr">{phone(`+${number.display_phone_number.replaceAll(/\D/g, '')}`)}</small>
      </h2>
      <p>
        <code>{number.id}</code>
      </p>
      <div className={css.fields}>
        <Select
          label={t('desk.quality')}
          value={number.quality_rating}
          allowDeselect={false}
          data={qualities.map((value) => ({ value, label: t(`desk.quality_${value}`) }))}
          onChange={(value) => change.mutate({ quality_rating: qualities.find((one) => one === value) })}
        />
        <Select
          label={t('desk.status')}
          value={number.status}
          allowDeselect={false}
          data={statuses.map((value) => ({ value, label: t(`desk.number_${value}`) }))}
          onChange={(value) => change.mutate({ status: statuses.find((one) => one === value) })}
        />
        <Select
          label={t('desk.nameDecision')}
          placeholder="…"
          value={null}
          data={decisions.map((value) => ({ value, label: t(`desk.name_${value}`) }))}
          onChange={(value) => change.mutate({ name_decision: decisions.find((one) => one === value) })}
        />
        <NumberInput
          label={t('desk.throughput')}
          min={1}
          max={100_000}
          value={throughput}
          onChange={setThroughput}
          onBlur={() => typeof throughput === 'number' && throughput !== number.throughput_per_second && change.mutate({ throughput_per_second: throughput })}
        />
        <NumberInput label={t('desk.limit')} min={1} value={limit} onChange={setLimit} />
        <Button className={css.low ?? ''} onClick={() => change.mutate({ messaging_limit: typeof limit === 'number' ? limit : null })}>
          {t('desk.change')}
        </Button>
      </div>
      <div className={css.row}>
        <Button size="xs" onClick={() => change.mutate({ official: true })}>
          {t('desk.officialOn')}
        </Button>
        <Button size="xs" onClick={() => change.mutate({ official: false })}>
          {t('desk.officialOff')}
        </Button>
      </div>
      <Problem error={change.error} />
    </section>
  );
}
