import { Button, Select, TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Contract } from '#core/contract/contract.ts';
import type { ReplyOf } from '#core/contract/route.ts';
import { ChipChoice } from '#web/ui/ChipChoice.tsx';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './MediaFilters.module.css';
import { mediaKinds, type MediaSearch, noFolder } from './search.ts';

/** Folders and tags of the library, as the server knows them. */
export type Shelves = ReplyOf<Contract['media']['folders']>;

/** A hand that types fast asks once, not for every letter. */
const pauseMilliseconds = 160;

/** What the library is narrowed by; each change goes into the address at once. */
export function MediaFilters(props: {
  readonly search: MediaSearch;
  readonly onChange: (search: MediaSearch) => void;
  readonly shelves: Shelves | undefined;
}): ReactNode {
  const { t, number } = useWords();
  const { search, onChange, shelves } = props;
  const set = <Name extends 'q' | 'folder' | 'tag'>(name: Name, value: string | null) => {
    const { [name]: _old, ...rest } = search;
    onChange(value === null || value === '' ? rest : { ...rest, [name]: value });
  };
  const isLibrary = search.from === undefined;

  return (
    <div className={css.filters} role="search">
      <div className={css.fields}>
        <Words value={search.q ?? ''} onChange={(words) => set('q', words)} />
        {isLibrary ? (
          <>
            <Select
              label={t('media.folder')}
              placeholder={t('media.folder_any')}
              clearable
              value={search.folder ?? null}
              onChange={(value) => set('folder', value)}
              data={(shelves?.folders ?? []).map(({ name, files }) => ({
                value: name === '' ? noFolder : name,
                label: `${name === '' ? t('media.folder_none') : name} (${number(files)})`,
              }))}
            />
            <Select
              label={t('media.tag')}
              placeholder={t('media.any')}
              clearable
              searchable
              value={search.tag ?? null}
              onChange={(value) => set('tag', value)}
              data={(shelves?.tags ?? []).map(({ name, files }) => ({ value: name, label: `${name} (${number(files)})` }))}
            />
          </>
        ) : null}
      </div>
      <div className={css.views}>
        <ChipChoice
          label={t('media.view')}
          value={search.kind ?? 'all'}
          options={[{ value: 'all' as const, label: t('media.view_all') }, ...mediaKinds.map((kind) => ({ value: kind, label: t(`media.kinds_${kind}`) }))]}
          onChange={(kind) => {
            const { kind: _old, ...rest } = search;
            onChange(kind === 'all' ? rest : { ...rest, kind });
          }}
        />
        <ChipChoice
          label={t('media.from')}
          value={isLibrary ? 'library' : 'people'}
          options={[
            { value: 'library', label: t('media.from_library') },
            { value: 'people', label: t('media.from_people') },
          ]}
          onChange={(from) => {
            const { from: _old, folder: _folder, tag: _tag, ...rest } = search;
            onChange(from === 'people' ? { ...rest, from: 'people' } : rest);
          }}
        />
        {Object.keys(search).some((key) => key !== 'from') ? (
          <Button variant="subtle" size="xs" onClick={() => onChange({})}>
            {t('media.clear')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function Words(props: { readonly value: string; readonly onChange: (words: string) => void }): ReactNode {
  const { t } = useWords();
  const [typed, setTyped] = useState(props.value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const said = useRef(props.value);

  useEffect(() => {
    // The address changed by itself (back, a link, "show everything"): follow it.
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
      label={t('media.search')}
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
