import { Button, Popover, TextInput } from '@mantine/core';
import { type ReactNode, useId, useRef, useState } from 'react';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { cleanName, insertAt, splitVariables } from './variableText.ts';
import css from './VariableText.module.css';

type Props = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Characters Meta takes; the counter turns when they are used up, typing is not cut. */
  readonly most: number;
  /** Names already in use, offered first. */
  readonly variables: readonly string[];
  readonly fault?: string | undefined;
  /** Something to look at that is no fault. */
  readonly warning?: string | undefined;
  readonly rows?: number;
  readonly description?: string | undefined;
  /** Whether the label stands as the title of a section. */
  readonly titled?: boolean;
};

/** A text with named variables: they are typed as `{{name}}` or put in by a button, and stand out as chips. */
export function VariableText({ label, value, onChange, most, variables, fault, warning, rows = 6, description, titled = false }: Props): ReactNode {
  const { t, number } = useWords();
  const area = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const length = [...value].length;

  const put = (name: string) => {
    const at = area.current?.selectionStart ?? value.length;
    const end = area.current?.selectionEnd ?? at;
    const next = insertAt(value, { at, end }, `{{${name}}}`);
    onChange(next.text);
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(next.caret, next.caret);
    });
  };

  return (
    <div className={css.field}>
      <div className={css.top}>
        <label htmlFor={id} className={titled ? css.title : css.label}>
          {label}
        </label>
        <span className={length > most ? css.over : css.count}>{t('templates.count', { length: number(length), most: number(most) })}</span>
      </div>
      {description !== undefined && (
        <p className={css.about} id={`${id}-about`}>
          {description}
        </p>
      )}
      <div className={fault === undefined ? css.sheet : `${css.sheet} ${css.wrong}`}>
        <div className={css.behind} aria-hidden="true">
          {splitVariables(value).map((piece, place) => (piece.variable ? <mark key={place}>{piece.text}</mark> : <span key={place}>{piece.text}</span>))}
          {'\n'}
        </div>
        <textarea
          ref={area}
          id={id}
          dir="auto"
          rows={rows}
          style={{ minBlockSize: `calc(${rows * 1.6}em + 20px)` }}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          aria-invalid={fault !== undefined}
          aria-describedby={`${id}-fault ${id}-about`}
          spellCheck
        />
      </div>
      <p className={fault === undefined ? css.warning : css.fault} id={`${id}-fault`} role="status">
        {fault ?? warning}
      </p>
      <div className={css.chips}>
        {variables.map((name) => (
          <button key={name} type="button" className={css.chip} onClick={() => put(name)} aria-label={t('templates.insert', { name })}>
            <Icon name="plus" small />
            {name}
          </button>
        ))}
        <NewVariable onPut={put} />
      </div>
    </div>
  );
}

function NewVariable({ onPut }: { readonly onPut: (name: string) => void }): ReactNode {
  const { t } = useWords();
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState('');
  const clean = cleanName(name);
  const submit = () => {
    if (clean === '') return;
    onPut(clean);
    setName('');
    setOpened(false);
  };
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus position="bottom-start" returnFocus>
      <Popover.Target>
        <button type="button" className={css.chip} onClick={() => setOpened(!opened)}>
          <Icon name="plus" small />
          {t('templates.new_variable')}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          className={css.make}
          onSubmit={(event) => {
            event.preventDefault();
            event.stopPropagation();
            submit();
          }}
        >
          <TextInput
            label={t('templates.variable_name')}
            description={t('templates.variable_name_about')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            placeholder="first_name"
            data-autofocus
          />
          <Button type="submit" disabled={clean === ''}>
            {clean === '' ? t('templates.put_in') : t('templates.insert', { name: clean })}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
