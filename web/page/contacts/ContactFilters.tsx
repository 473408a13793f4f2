import { Button, Select, TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Contract } from '#core/contract/contract.ts';
import type { ReplyOf } from '#core/contract/route.ts';
import type { Segment } from '#core/contract/segments.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './ContactFilters.module.css';
import type { ContactSearch } from './search.ts';

/** A hand that types fast asks once, not for every letter. */
const pauseMilliseconds = 160;

/** Search and filters over the list of people; each change goes into the address at once. */
export function ContactFilters(props: {
  readonly search: ContactSearch;
  readonly onChange: (search: ContactSearch) => void;
  readonly known: ReplyOf<Contract['contacts']['fields']> | undefined;
  readonly segments: readonly Segment[];
}): ReactNode {
  const { t, country } = useWords();
  const { search, onChange, known } = props;
  const set = (name: 'country' | 'tag' | 'segment', value: string | null) => {
    const { [name]: _old, ...rest } = search;
    onChange(value === null ? rest : { ...rest, [name]: value });
  };
  const setConsent = (value: string | null) => {
    const { consent: _old, ...rest } = search;
    onChange(value === 'given' || value === 'withdrawn' || value === 'none' ? { ...rest, consent: value } : rest);
  };
  const countries = (known?.countries ?? []).map((code) => ({ value: code, label: country(code) })).toSorted((a, b) => a.label.localeCompare(b.label));
  const choice = { clearable: true, searchable: true, placeholder: t('contacts.filter_any') } as const;

  return (
    <div className={css.filters} role="search">
      <SearchField
        value={search.search ?? ''}
        onChange={(words) => {
          const { search: _old, ...rest } = search;
          onChange(words === '' ? rest : { ...rest, search: words });
        }}
      />
      <Select
        {...choice}
        searchable={false}
        label={t('contacts.filter_consent')}
        value={search.consent ?? null}
        onChange={setConsent}
        data={[
          { value: 'given', label: t('contacts.consent_given') },
          { value: 'withdrawn', label: t('contacts.consent_withdrawn') },
          { value: 'none', label: t('contacts.consent_none') },
        ]}
      />
      <Select {...choice} label={t('contacts.filter_country')} value={search.country ?? null} onChange={(value) => set('country', value)} data={countries} />
      <Select {...choice} label={t('contacts.filter_tag')} value={search.tag ?? null} onChange={(value) => set('tag', value)} data={[...(known?.tags ?? [])]} />
      <Select
        {...choice}
        label={t('contacts.filter_segment')}
        value={search.segment ?? null}
        onChange={(value) => set('segment', value)}
        data={props.segments.map((segment) => ({ value: segment.id, label: segment.name }))}
      />
      {Object.keys(search).length > 0 ? (
        <Button variant="subtle" onClick={() => onChange({})}>
          {t('contacts.filters_clear')}
        </Button>
      ) : null}
    </div>
  );
}

function SearchField(props: { readonly value: string; readonly onChange: (words: string) => void }): ReactNode {
  const { t } = useWords();
  const [typed, setTyped] = useState(props.value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const said = useRef(props.value);

  useEffect(() => {
    // The address changed by itself (back, a link, "show everybody"): follow it.
    if (props.value !== said.current) {
      said.current = props.value;
      setTyped(props.value);
    }
  }, [props.value]);
  useEffect(() => () => clearTimeout(timer.current), []);

  return (
    <TextInput
      className={css.words}
      type="search"
      label={t('contacts.search')}
      leftSection={<Icon name="find" small />}
      value={typed}
      onChange={(event) => {
        const words = event.currentTarget.value;
        setTyped(words);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => {
          said.current = words.trim();
          props.onChange(words.trim());
        }, pauseMilliseconds);
      }}
    />
  );
}
