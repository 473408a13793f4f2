import { Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useRouter } from '@tanstack/react-router';
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Palette.module.css';
import type { PaletteEntry } from './palette.ts';
import { usePaletteEntries } from './usePaletteEntries.ts';

/** A hand that types fast asks the server once. */
const pauseMilliseconds = 120;

/** Finds every page, act, person, campaign, template and segment by a few letters; all by keyboard. */
export function Palette(props: { readonly phonesUrl: string | null; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const router = useRouter();
  const list = useId();
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed.trim(), pauseMilliseconds);
  const [chosen, setChosen] = useState(0);
  const entries = usePaletteEntries(typed.trim(), settled, props.phonesUrl);
  const here = Math.min(chosen, entries.length - 1);

  const open = (entry: PaletteEntry | undefined) => {
    if (entry === undefined) return;
    props.onClose();
    if (/^https?:/.test(entry.href)) window.open(entry.href, '_blank', 'noreferrer');
    else router.history.push(entry.href);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') setChosen((here + 1) % Math.max(1, entries.length));
    else if (event.key === 'ArrowUp') setChosen((here - 1 + entries.length) % Math.max(1, entries.length));
    else if (event.key === 'Enter') open(entries[here]);
    else return;
    event.preventDefault();
  };

  return (
    <Modal
      opened
      onClose={props.onClose}
      withCloseButton={false}
      padding={0}
      size="lg"
      yOffset="12vh"
      centered={false}
      aria-label={t('shell.find')}
      transitionProps={{ duration: 120 }}
    >
      <div className={css.ask}>
        <Icon name="find" />
        <input
          data-autofocus
          type="text"
          role="combobox"
          aria-expanded
          aria-controls={list}
          aria-activedescendant={entries[here] === undefined ? undefined : `${list}-${here}`}
          aria-label={t('shell.find')}
          placeholder={t('shell.find_hint')}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setChosen(0);
          }}
          onKeyDown={onKey}
        />
      </div>
      <div id={list} className={css.list} role="listbox" aria-label={t('shell.find')}>
        {entries.map((entry, at) => (
          <Choice
            key={entry.key}
            id={`${list}-${at}`}
            entry={entry}
            chosen={at === here}
            heading={entries[at - 1]?.group !== entry.group}
            onPoint={() => setChosen(at)}
            onOpen={() => open(entry)}
          />
        ))}
      </div>
      {entries.length === 0 && settled === typed.trim() ? <p className={css.nothing}>{t('shell.find_nothing', { words: typed.trim() })}</p> : null}
      <p className={css.keys}>{t('shell.find_keys')}</p>
    </Modal>
  );
}

function Choice(props: {
  readonly id: string;
  readonly entry: PaletteEntry;
  readonly chosen: boolean;
  readonly heading: boolean;
  readonly onPoint: () => void;
  readonly onOpen: () => void;
}): ReactNode {
  const { t } = useWords();
  const { entry } = props;
  return (
    <>
      {props.heading ? (
        <div role="presentation" className={css.heading}>
          {t(`shell.find_${entry.group}`)}
        </div>
      ) : null}
      {/* The field keeps the focus and the keys; a pointer may choose too. */}
      <button
        type="button"
        tabIndex={-1}
        id={props.id}
        role="option"
        aria-selected={props.chosen}
        className={css.choice}
        ref={(node) => {
          if (props.chosen) node?.scrollIntoView({ block: 'nearest' });
        }}
        onPointerMove={props.onPoint}
        onClick={props.onOpen}
      >
        <Icon name={entry.icon} small />
        <span>{entry.label}</span>
        <span className={css.beside}>{entry.beside}</span>
      </button>
    </>
  );
}
