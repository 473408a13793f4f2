import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Report } from '#core/contract/report.ts';
import { reasonWords } from '#web/part/plan.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Report.module.css';
import { narrowings, type ReportSearch } from './search.ts';

type Props = { readonly report: Report; readonly search: Omit<ReportSearch, 'state' | 'broadcast' | 'person'> };

/** A pause in typing after which people are looked for. */
const typedMilliseconds = 250;

/** Narrows the people by name, phone, country and language, and says by what else they are narrowed. All of it is in the address. */
export function PeopleNarrowing({ report, search }: Props): ReactNode {
  const { t, country, languageName, language } = useWords();
  const navigate = useNavigate({ from: '/campaigns/$id/report' });
  const [text, setText] = useState(search.search ?? '');
  const set = (change: Partial<Record<(typeof narrowings)[number], string>>) =>
    void navigate({
      search: (before) => Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value !== '')),
      replace: true,
      resetScroll: false,
    });
  const look = useDebouncedCallback((typed: string) => set({ search: typed.trim() }), typedMilliseconds);
  const { by_country: countries, by_language: languages } = report.plan;
  const any = { value: '', label: t('report.filter_any') };
  const isNarrowed = narrowings.some((name) => search[name] !== undefined);
  const clear = () => {
    setText('');
    void navigate({
      search: (before) => Object.fromEntries(Object.entries(before).filter(([name]) => !narrowings.some((one) => one === name))),
      replace: true,
      resetScroll: false,
    });
  };
  const said = search.code === undefined ? (search.reason === undefined ? undefined : reasonWords(search.reason, language).title) : String(search.code);
  return (
    <div className={css.narrow}>
      <TextInput
        aria-label={t('report.search')}
        placeholder={t('report.search')}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          look(event.currentTarget.value);
        }}
      />
      {countries.length > 1 && (
        <NativeSelect
          aria-label={t('report.filter_country')}
          value={search.country ?? ''}
          onChange={(event) => set({ country: event.currentTarget.value })}
          data={[
            { ...any, label: t('shell.named', { name: t('report.filter_country'), value: any.label }) },
            ...countries.filter((each) => each.country !== '').map((each) => ({ value: each.country, label: country(each.country) })),
          ]}
        />
      )}
      {languages.length > 1 && (
        <NativeSelect
          aria-label={t('report.filter_language')}
          value={search.language ?? ''}
          onChange={(event) => set({ language: event.currentTarget.value })}
          data={[
            { ...any, label: t('shell.named', { name: t('report.filter_language'), value: any.label }) },
            ...languages.map((each) => ({ value: each.language, label: languageName(each.language) })),
          ]}
        />
      )}
      {said !== undefined && <span className={css.quiet}>{t('report.filter_reason', { reason: said })}</span>}
      {search.button !== undefined && <span className={css.quiet}>{t('report.filter_button', { button: search.button })}</span>}
      {isNarrowed && (
        <Button variant="subtle" size="xs" onClick={clear}>
          {t('report.filter_clear')}
        </Button>
      )}
    </div>
  );
}
