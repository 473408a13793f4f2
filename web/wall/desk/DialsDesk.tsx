import { Button, Checkbox, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { defaultSettings, type Settings, type SettingsPatch } from '#core/rehearsal/settings.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { control } from '../control.ts';
import css from './Desk.module.css';
import { Problem } from './Problem.tsx';
import { groupedSettings, type SettingName } from './setting.ts';
import { SettingRow } from './SettingRow.tsx';

/** Every number of the emulator's behaviour: what it does, where it comes from, and whether somebody has turned it. */
export function DialsDesk({ settings }: { readonly settings: Settings }): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const [search, setSearch] = useState('');
  const [onlyChanged, setOnlyChanged] = useState(false);
  const done = () => client.invalidateQueries({ queryKey: ['world'] });
  const set = useMutation({ mutationFn: (patch: SettingsPatch) => control.set(patch), onSettled: done });
  const reset = useMutation({ mutationFn: control.resetSettings, onSettled: done });
  const wanted = search.trim().toLowerCase();
  const isChanged = (name: SettingName) => settings[name] !== defaultSettings[name];
  const isWanted = (name: SettingName) =>
    (!onlyChanged || isChanged(name)) && (wanted === '' || [name, t(`dials.${name}`), t(`about.${name}`)].some((text) => text.toLowerCase().includes(wanted)));
  const groups = groupedSettings.map(({ group, names }) => ({ group, names: names.filter(isWanted) })).filter(({ names }) => names.length > 0);
  const changed = groupedSettings.flatMap(({ names }) => names).filter(isChanged).length;
  return (
    <>
      <div className={css.row}>
        <TextInput
          className={css.grow}
          leftSection={<Icon name="find" small />}
          placeholder={t('desk.find')}
          aria-label={t('desk.find')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Checkbox size="sm" label={t('desk.onlyChanged')} checked={onlyChanged} onChange={(event) => setOnlyChanged(event.currentTarget.checked)} />
        <Button disabled={changed === 0} loading={reset.isPending} onClick={() => reset.mutate()}>
          {changed === 0 ? t('desk.resetAll') : t('desk.resetAllSure', { changed })}
        </Button>
      </div>
      <Problem error={set.error ?? reset.error} />
      {groups.length === 0 ? <p className={css.lead}>{t(onlyChanged && wanted === '' ? 'desk.untouched' : 'desk.nothingFound')}</p> : null}
      {groups.map(({ group, names }) => (
        <section key={group} className={css.part}>
          <h2>{t(`desk.group_${group}`)}</h2>
          {names.map((name) => (
            <SettingRow key={name} name={name} value={settings[name]} onSet={set.mutate} />
          ))}
        </section>
      ))}
    </>
  );
}
