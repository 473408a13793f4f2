import { Button, Popover, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { cleanName } from './variableText.ts';
import css from './VariableText.module.css';

/** A name that means something here, in the reader's words: `first_name`, "First name". */
export type VariableOffer = { readonly name: string; readonly label: string };

type Props = { readonly used: readonly string[]; readonly offers: readonly VariableOffer[]; readonly onPut: (name: string) => void };

/** Chips that put a variable into a text: those in use, and behind the last one what is known of a person, or a new name. */
export function InsertVariable({ used, offers, onPut }: Props): ReactNode {
  const { t } = useWords();
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState('');
  const clean = cleanName(name);
  const wanted = name.trim().toLocaleLowerCase();
  const fitting = offers.filter(
    (offer) => !used.includes(offer.name) && (wanted === '' || offer.label.toLocaleLowerCase().includes(wanted) || offer.name.includes(clean)),
  );
  const put = (chosen: string) => {
    if (chosen === '') return;
    onPut(chosen);
    setName('');
    setOpened(false);
  };
  return (
    <>
      {used.map((each) => (
        <button key={each} type="button" className={css.chip} onClick={() => onPut(each)} aria-label={t('templates.insert', { name: each })}>
          <Icon name="plus" small />
          {each}
        </button>
      ))}
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
              put(clean);
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
            {fitting.length > 0 && (
              <ul className={css.offers} aria-label={t('templates.known_of_person')}>
                {fitting.map((offer) => (
                  <li key={offer.name}>
                    <button type="button" onClick={() => put(offer.name)}>
                      {offer.label}
                      <code>{offer.name}</code>
                    </button>
                  </li>
                ))}
              </ul>
            )}
            <Button type="submit" disabled={clean === ''}>
              {clean === '' ? t('templates.put_in') : t('templates.insert', { name: clean })}
            </Button>
          </form>
        </Popover.Dropdown>
      </Popover>
    </>
  );
}
