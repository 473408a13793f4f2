import { Autocomplete } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { queries } from '#web/api/queries.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';

/** Which catalogue: one of those our products stand in, or another by its id. */
export function CatalogField(props: { readonly catalog: string; readonly fault: string | undefined; readonly onChange: (catalog: string) => void }): ReactNode {
  const { t } = useWords();
  const known = useQuery(queries.catalogs.list()).data?.items ?? [];
  return (
    <Autocomplete
      label={t('free.catalog')}
      description={t('free.catalog_about')}
      dir="ltr"
      value={props.catalog}
      data={known.map((each) => each.id)}
      error={props.fault}
      onChange={props.onChange}
    />
  );
}
