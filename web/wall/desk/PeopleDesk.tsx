import { Button, NumberInput, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { World } from '#core/rehearsal/rehearsal.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { control } from '../control.ts';
import { AddPerson } from './AddPerson.tsx';
import { readWeights } from './countries.ts';
import css from './Desk.module.css';
import { Problem } from './Problem.tsx';

const counted = ['accepted', 'sent', 'delivered', 'read', 'failed', 'inbound', 'clicked', 'blocked', 'reported', 'stopped'] as const;

/** Who is here and what they did, one more person, or very many. */
export function PeopleDesk({ world }: { readonly world: World }): ReactNode {
  const { t, number, bytes } = useWords();
  const client = useQueryClient();
  const [people, setPeople] = useState<number | string>(10_000);
  const [countries, setCountries] = useState('FR 6, BE 1, MA 1');
  const weights = readWeights(countries);
  const add = useMutation({
    mutationFn: control.addPopulation,
    onSuccess: () => client.invalidateQueries(),
  });
  return (
    <>
      <p className={css.lead}>{t('desk.now', { people: world.people, memory: bytes(world.memory.rss_bytes) })}</p>
      <section className={css.part}>
        <h2>{t('desk.counts')}</h2>
        <dl className={css.counts}>
          {counted.map((name) => (
            <div key={name}>
              <dt>{t(`desk.count_${name}`)}</dt>
              <dd>{number(world.counts[name])}</dd>
            </div>
          ))}
        </dl>
      </section>
      <AddPerson />
      <section className={css.part}>
        <h2>{t('desk.addMany')}</h2>
        <p>{t('desk.addManyHelp')}</p>
        <div className={css.fields}>
          <NumberInput label={t('desk.howMany')} min={1} max={2_000_000} thousandSeparator=" " value={people} onChange={setPeople} />
          <Textarea
            label={t('desk.countries')}
            minRows={1}
            description={t('desk.countriesHelp')}
            value={countries}
            error={weights === null ? t('desk.countriesBad') : null}
            onChange={(event) => setCountries(event.currentTarget.value)}
          />
        </div>
        <Button
          loading={add.isPending}
          disabled={weights === null || typeof people !== 'number'}
          onClick={() => weights !== null && typeof people === 'number' && add.mutate({ people, countries: weights, first: world.people })}
        >
          {t('desk.add')}
        </Button>
        {add.isSuccess ? <p role="status">{t('desk.addedMany', { people: world.people })}</p> : null}
        <Problem error={add.error} />
      </section>
    </>
  );
}
