import { Button, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { CampaignChoices } from '#core/contract/campaigns.ts';
import { api } from '#web/api/api.ts';
import { queries } from '#web/api/queries.ts';
import { sayProblem } from '#web/part/problem.ts';
import { tellDone } from '#web/part/tell.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { bodyOf } from './freeBodies.ts';
import { TestBody } from './TestBody.tsx';
import { TestFound } from './TestFound.tsx';
import css from './TestSend.module.css';

/** Where the last tested phone is kept in the browser: one tests with one's own. */
const phoneKey = 'parley-test-phone';
/** The choice of every phone of the team, and of a phone that is not the team's. */
const [everybody, another] = ['all', 'other'];

type Props = { readonly campaign: string; readonly choices: CampaignChoices; readonly onSent: () => void };

/** To which phone, which body, in which language; then one button. */
export function TestForm({ campaign, choices, onSent }: Props): ReactNode {
  const { t, phone, list } = useWords();
  const team = useQuery(queries.settings.me()).data?.workspace.team_phones ?? [];
  const [picked, setPicked] = useState<string | undefined>(undefined);
  const [typed, setTyped] = useState(() => localStorage.getItem(phoneKey) ?? '');
  const [language, setLanguage] = useState('');
  const [free, setFree] = useState(false);
  const target = picked ?? (team.length > 0 ? everybody : another);
  const isName = target === another && /\p{L}/u.test(typed);
  // A language chosen for the other body, or before this one had it, is not asked for.
  const isOffered = language !== '' && (!free || bodyOf(choices.free, language) !== undefined);
  const send = useMutation({
    mutationFn: () => {
      const to = target === everybody ? {} : { phone: target === another ? typed.trim() : target };
      return api.campaigns.test({ params: { id: campaign }, body: { ...to, ...(isOffered ? { language } : {}), free } });
    },
    onSuccess: ({ messages }) => {
      if (target === another) localStorage.setItem(phoneKey, typed.trim());
      tellDone(t('campaigns.test_sent', { phone: list(messages.map((each) => phone(each.phone))) }));
      onSent();
    },
  });
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      {team.length > 0 && (
        <Select
          label={t('compose.test_to')}
          allowDeselect={false}
          value={target}
          data={[
            { value: everybody, label: t('compose.test_all', { count: team.length }) },
            ...team.map((each) => ({ value: each.phone, label: `${each.name}, ${phone(each.phone)}` })),
            { value: another, label: t('compose.test_other') },
          ]}
          onChange={(value) => setPicked(value ?? undefined)}
        />
      )}
      {target === another && (
        <>
          <TextInput
            label={t('campaigns.test_phone')}
            dir="auto"
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            data-autofocus
          />
          {isName && <TestFound name={typed} onPick={setTyped} />}
          {team.length === 0 && (
            <p className={css.nobody}>
              {t('compose.test_no_team')} <Link to="/settings/workspace">{t('compose.test_team')}</Link>
            </p>
          )}
        </>
      )}
      <TestBody choices={choices} language={language} free={free} onLanguage={setLanguage} onFree={setFree} />
      <p className={css.nobody}>{t(target === everybody ? 'compose.test_about_all' : 'campaigns.test_about')}</p>
      {send.error !== null && (
        <p className={css.wrong} role="alert">
          {sayProblem(send.error, t)}
        </p>
      )}
      <Button type="submit" variant="filled" disabled={target === another && (typed.trim() === '' || isName)} loading={send.isPending}>
        {target === everybody ? t('compose.test_act', { count: team.length }) : t('campaigns.test_act')}
      </Button>
    </form>
  );
}
