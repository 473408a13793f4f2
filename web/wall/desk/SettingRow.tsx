import { Button } from '@mantine/core';
import { memo, type ReactNode } from 'react';
import { settingFacts } from '#core/rehearsal/settingFacts.ts';
import { defaultSettings, type Settings, type SettingsPatch } from '#core/rehearsal/settings.ts';
import { Chip } from '#web/ui/Chip.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Desk.module.css';
import { kindOf, type SettingName } from './setting.ts';
import { SettingValue } from './SettingValue.tsx';

type Props = { readonly name: SettingName; readonly value: Settings[SettingName]; readonly onSet: (patch: SettingsPatch) => void };

/** One setting: its name, what it does, where its default comes from, and the thing to turn. */
export const SettingRow = memo(function SettingRow({ name, value, onSet }: Props): ReactNode {
  const { t } = useWords();
  const standard = defaultSettings[name];
  const { source } = settingFacts[name];
  const put = (next: unknown) => onSet(Object.fromEntries([[name, next]]));
  return (
    <div className={css.setting} id={`setting-${name}`}>
      <div>
        <h3>
          {t(`dials.${name}`)} {value === standard ? null : <Chip tone="look">{t('desk.changed')}</Chip>}
        </h3>
        <p>{withCode(t(`about.${name}`))}</p>
        <p className={css.source}>
          <code>{name}</code> · <span lang="en">{t('desk.source', { source })}</span>
        </p>
      </div>
      <div className={css.value}>
        <SettingValue name={t(`dials.${name}`)} kind={kindOf(name)} value={value} onPut={put} />
        {value === standard ? null : (
          <Button size="compact-xs" variant="subtle" onClick={() => put(standard)}>
            {t('desk.reset')}
          </Button>
        )}
      </div>
    </div>
  );
});

/** Words of the wire stand in backticks. */
function withCode(text: string): ReactNode {
  return text.split('`').map((piece, place) => (place % 2 === 1 ? <code key={place}>{piece}</code> : piece));
}
