import { NumberInput, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Free.module.css';
import { freeFaultAt } from './kinds.ts';
import type { FreePartProps } from './props.ts';

/** A place on the map: where, and what is there. */
export function FreePlace({ value, onChange, faults }: FreePartProps<'location'>): ReactNode {
  const { t } = useWords();
  const words = (text: string) => (text === '' ? null : text);
  return (
    <div className={css.part}>
      <div className={css.pair}>
        <TextInput
          label={t('free.place_name')}
          placeholder={t('free.optional')}
          value={value.name ?? ''}
          error={freeFaultAt(faults, '/name')}
          onChange={(event) => onChange({ ...value, name: words(event.currentTarget.value) })}
        />
        <TextInput
          label={t('free.place_address')}
          placeholder={t('free.optional')}
          value={value.address ?? ''}
          error={freeFaultAt(faults, '/address')}
          onChange={(event) => onChange({ ...value, address: words(event.currentTarget.value) })}
        />
      </div>
      <div className={css.pair}>
        <NumberInput
          label={t('free.latitude')}
          decimalScale={6}
          value={value.latitude}
          error={freeFaultAt(faults, '/latitude')}
          onChange={(latitude) => onChange({ ...value, latitude: Number(latitude) })}
        />
        <NumberInput
          label={t('free.longitude')}
          decimalScale={6}
          value={value.longitude}
          error={freeFaultAt(faults, '/longitude')}
          onChange={(longitude) => onChange({ ...value, longitude: Number(longitude) })}
        />
      </div>
    </div>
  );
}
