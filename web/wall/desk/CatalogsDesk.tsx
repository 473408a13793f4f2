import { Button, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { CatalogSetup, World } from '#core/rehearsal/rehearsal.ts';
import { LoadingLines } from '#web/ui/Faces.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { control } from '../control.ts';
import { CatalogTable } from './CatalogTable.tsx';
import css from './Desk.module.css';
import { Problem } from './Problem.tsx';

/** The catalogues of the business accounts, with what is in them. */
export function CatalogsDesk({ world }: { readonly world: World }): ReactNode {
  const { t } = useWords();
  const found = useQuery({ queryKey: ['catalogs'], queryFn: control.catalogs, staleTime: 0 });
  const catalogs = found.data?.catalogs ?? [];
  if (found.isPending) return <LoadingLines lines={8} />;
  return (
    <>
      <p className={css.lead}>{t('desk.catalogsLead')}</p>
      <Problem error={found.error} />
      {found.isSuccess && catalogs.length === 0 ? <p>{t('desk.catalogsEmpty')}</p> : null}
      {catalogs.map((catalog) => (
        <CatalogTable key={catalog.id} catalog={catalog} />
      ))}
      <AddCatalog world={world} catalogs={catalogs} />
    </>
  );
}

const letters = { id: 100, name: 200 };

function AddCatalog({ world, catalogs }: { world: World; catalogs: readonly CatalogSetup[] }): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const accounts = [...new Set(world.numbers.map((number) => number.business_account_id))];
  const [typedId, setTypedId] = useState('');
  const [typedName, setTypedName] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const add = useMutation({
    mutationFn: control.putCatalog,
    onSuccess: () => {
      setTypedId('');
      setTypedName('');
      return client.invalidateQueries({ queryKey: ['catalogs'] });
    },
  });
  const account = chosen ?? accounts[0];
  const id = typedId.trim();
  const name = typedName.trim();
  const isTaken = catalogs.some((catalog) => catalog.id === id);
  return (
    <section className={css.part}>
      <h2>{t('desk.catalogAdd')}</h2>
      {accounts.length === 0 ? <p>{t('desk.numbersEmpty')}</p> : null}
      <div className={css.fields}>
        <TextInput
          label={t('desk.catalogId')}
          maxLength={letters.id}
          value={typedId}
          error={isTaken ? t('desk.catalogTaken') : null}
          onChange={(event) => setTypedId(event.currentTarget.value)}
        />
        <TextInput label={t('desk.catalogName')} maxLength={letters.name} value={typedName} onChange={(event) => setTypedName(event.currentTarget.value)} />
        <Select label={t('desk.catalogAccount')} data={accounts} value={account ?? null} allowDeselect={false} onChange={setChosen} />
      </div>
      <Button
        loading={add.isPending}
        disabled={id === '' || name === '' || isTaken || account === undefined}
        onClick={() => account !== undefined && add.mutate({ id, name, business_account_id: account, products: [] })}
      >
        {t('desk.catalogAdd')}
      </Button>
      <Problem error={add.error} />
    </section>
  );
}
