import { Combobox, useCombobox } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './PickWord.module.css';

/** One thing that may be picked; `note` stands quietly at its end. */
export type PickOption = { readonly value: string; readonly label: string; readonly note?: string | undefined };

type Props = {
  /** What is picked, for a screen reader: "Segment". */
  readonly label: string;
  readonly value: string | null;
  readonly options: readonly PickOption[];
  /** What the word says while nothing is picked: "a segment". */
  readonly placeholder: string;
  readonly onPick: (value: string) => void;
  readonly disabled?: boolean;
  /** At the foot of the list: a way to make one that is missing. */
  readonly foot?: ReactNode;
  /** Whether the word is an offer (one more) rather than a gap that must be filled. */
  readonly quiet?: boolean;
};

/** Beyond this many a list is searched rather than read. */
const searchedFrom = 8;

/** A word of a sentence that can be changed: opens a list beneath itself, works by keyboard. */
export function PickWord({ label, value, options, placeholder, onPick, disabled = false, foot, quiet = false }: Props): ReactNode {
  const { t } = useWords();
  const [search, setSearch] = useState('');
  const searched = options.length >= searchedFrom;
  const box = useCombobox({
    onDropdownClose: () => {
      box.resetSelectedOption();
      setSearch('');
    },
    onDropdownOpen: () => {
      if (searched) box.focusSearchInput();
      box.selectActiveOption();
    },
  });
  const chosen = options.find((option) => option.value === value);
  const wanted = search.trim().toLocaleLowerCase();
  const shown = options.filter((option) => wanted === '' || option.label.toLocaleLowerCase().includes(wanted));

  return (
    <Combobox
      store={box}
      width="max-content"
      position="bottom-start"
      disabled={disabled}
      onOptionSubmit={(picked) => {
        onPick(picked);
        box.closeDropdown();
        box.focusTarget();
      }}
    >
      <Combobox.Target targetType="button" withAriaAttributes>
        <button
          type="button"
          className={chosen !== undefined ? css.pick : `${css.pick} ${quiet ? css.quiet : css.open}`}
          disabled={disabled}
          onClick={() => box.toggleDropdown()}
          aria-label={`${label}: ${chosen?.label ?? placeholder}`}
        >
          {chosen?.label ?? placeholder}
        </button>
      </Combobox.Target>
      <Combobox.Dropdown className={css.list}>
        {searched && (
          <Combobox.Search
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
            placeholder={t('campaigns.search')}
            aria-label={t('campaigns.search')}
          />
        )}
        <Combobox.Options aria-label={label} className={css.options}>
          {shown.map((option) => (
            <Combobox.Option key={option.value} value={option.value} active={option.value === value} className={css.option}>
              <span>{option.label}</span>
              {option.note !== undefined && <small>{option.note}</small>}
            </Combobox.Option>
          ))}
          {shown.length === 0 && <Combobox.Empty>{t('campaigns.nothing_found')}</Combobox.Empty>}
        </Combobox.Options>
        {foot !== undefined && <Combobox.Footer>{foot}</Combobox.Footer>}
      </Combobox.Dropdown>
    </Combobox>
  );
}
