import { Button, Popover, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api } from '#web/api/api.ts';
import { queries } from '#web/api/queries.ts';
import { sayProblem } from '#web/part/problem.ts';
import { tellDone } from '#web/part/tell.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './TestSend.module.css';

/** Where the last tested phone is kept in the browser: one tests with one's own. */
const phoneKey = 'parley-test-phone';
/** People offered for a name. */
const foundMost = 5;
/** How long the writer pauses before a name is looked for. */
const restMilliseconds = 200;

/** Sends the message to one phone, to see it with one's own eyes; nobody else gets anything. */
export function TestSend({ campaign, ready }: { readonly campaign: string; readonly ready: boolean }): ReactNode {
  const { t } = useWords();
  const [opened, setOpened] = useState(false);
  const [to, setTo] = useState(() => localStorage.getItem(phoneKey) ?? '');
  const send = useMutation({
    mutationFn: () => api.campaigns.test({ params: { id: campaign }, body: { phone: to.trim() } }),
    onSuccess: () => {
      localStorage.setItem(phoneKey, to.trim());
      tellDone(t('campaigns.test_sent', { phone: to.trim() }));
      setOpened(false);
    },
  });
  const isName = /\p{L}/u.test(to);
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus returnFocus position="bottom-end" width={340}>
      <Popover.Target>
        <Button leftSection={<Icon name="phone" small />} disabled={!ready} onClick={() => setOpened(!opened)}>
          {t('campaigns.test')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          className={css.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (!isName) send.mutate();
          }}
        >
          <TextInput
            label={t('campaigns.test_phone')}
            description={t('campaigns.test_about')}
            dir="auto"
            autoComplete="off"
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
            error={send.error === null ? undefined : sayProblem(send.error, t)}
            data-autofocus
          />
          {isName && <Found name={to} onPick={setTo} />}
          <Button type="submit" variant="filled" disabled={to.trim() === '' || isName} loading={send.isPending}>
            {t('campaigns.test_act')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

/** People of a name who have a phone; picking one puts it in the field, so that it is seen where the test goes. */
function Found({ name, onPick }: { readonly name: string; readonly onPick: (phone: string) => void }): ReactNode {
  const { t } = useWords();
  const [search] = useDebouncedValue(name.trim(), restMilliseconds);
  const found = useQuery(queries.contacts.list({ query: { search, limit: foundMost } }));
  const people = (found.data?.items ?? []).flatMap((person) => (person.phone === null ? [] : [{ id: person.id, name: person.name, phone: person.phone }]));
  if (found.data !== undefined && people.length === 0) return <p className={css.nobody}>{t('campaigns.test_nobody')}</p>;
  return (
    <ul className={css.found} aria-label={t('campaigns.test_found')}>
      {people.map((person) => (
        <li key={person.id}>
          <button type="button" onClick={() => onPick(person.phone)}>
            <span>{person.name}</span>
            <span dir="ltr">{person.phone}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
