import { MultiSelect, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { queries } from '#web/api/queries.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';

/** Products a list offers at once; more are found by their names. */
const offeredMost = 50;

type Props = {
  readonly label: string;
  readonly catalog: string;
  readonly chosen: readonly string[];
  readonly most: number;
  readonly fault: string | undefined;
  readonly onChange: (products: string[]) => void;
};

/** Products of ours by their names; what the shop calls one can be typed where we do not know it. */
export function ProductsField({ label, catalog, chosen, most, fault, onChange }: Props): ReactNode {
  const { t } = useWords();
  const [search, setSearch] = useState('');
  const found = useQuery(
    queries.products.list({
      query: { limit: offeredMost, ...(search.trim() === '' ? {} : { search: search.trim() }), ...(catalog === '' ? {} : { catalog }) },
    }),
  );
  const known = (found.data?.items ?? []).map((each) => ({ value: each.retailer_id, label: each.name }));
  const typed = search.trim() === '' || known.some((each) => each.value === search.trim()) ? [] : [{ value: search.trim(), label: search.trim() }];
  const kept = chosen.filter((id) => ![...known, ...typed].some((each) => each.value === id)).map((id) => ({ value: id, label: id }));
  const shared = { label, data: [...known, ...kept, ...typed], searchable: true, error: fault, nothingFoundMessage: t('free.product_none') };
  if (most === 1)
    return (
      <Select {...shared} clearable value={chosen[0] ?? null} onSearchChange={setSearch} onChange={(picked) => onChange(picked === null ? [] : [picked])} />
    );
  return <MultiSelect {...shared} value={[...chosen]} maxValues={most} searchValue={search} onSearchChange={setSearch} onChange={onChange} />;
}
