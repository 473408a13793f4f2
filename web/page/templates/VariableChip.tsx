import { Popover, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { VariableSource } from '#core/contract/variables.ts';
import { cleanName } from '#web/part/variableText.ts';
import { VariableEditor } from '#web/part/VariableEditor.tsx';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './VariableChip.module.css';
import { useSourceWords } from './useSourceWords.ts';

type Props = {
  readonly name: string;
  readonly source: VariableSource;
  readonly fields: readonly { readonly key: string; readonly label: string }[];
  readonly opened: boolean;
  readonly onOpened: (opened: boolean) => void;
  readonly onSource: (source: VariableSource) => void;
  readonly onRename: (name: string) => void;
};

/** A variable as a chip that says where its value comes from; a click lets one choose, with a fallback, or call it otherwise. */
export function VariableChip({ name, source, fields, opened, onOpened, onSource, onRename }: Props): ReactNode {
  const { t } = useWords();
  const sourceWords = useSourceWords();
  const [typed, setTyped] = useState(name);
  const rename = () => {
    const clean = cleanName(typed);
    if (clean === '' || clean === name) setTyped(name);
    else onRename(clean);
  };
  return (
    <Popover opened={opened} onChange={onOpened} trapFocus returnFocus position="bottom-start" width={380}>
      <Popover.Target>
        <button type="button" className={css.chip} onClick={() => onOpened(!opened)}>
          <b>{name}</b>
          <span>{sourceWords(source)}</span>
          <Icon name="down" small />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('editor.binding_of', { name })}>
        <div className={css.sheet}>
          <p>{t('editor.binding_about')}</p>
          <VariableEditor name={name} source={source} fields={fields} fallbackPeople={0} fault={undefined} onChange={onSource} />
          <TextInput
            label={t('templates.variable_name')}
            description={t('templates.variable_name_about')}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onBlur={rename}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              rename();
            }}
          />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
