import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ApiProblem } from '#web/api/problem.ts';
import { sayProblem } from '#web/part/problem.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Composer.module.css';
import type { CampaignDraft } from './useCampaignDraft.ts';

/** Where one is, and whether what is on the screen is safe. */
export function Trail({ draft }: { readonly draft: CampaignDraft }): ReactNode {
  const { t, time } = useWords();
  const words = { saving: t('campaigns.saving'), away: t('compose.kept_here'), partly: t('compose.kept_partly'), refused: t('campaigns.not_saved') };
  return (
    <>
      <Link to="/campaigns">{t('campaigns.title')}</Link> /{' '}
      <span role="status">{draft.state === 'kept' ? t('campaigns.saved', { time: time(draft.savedAt) }) : words[draft.state]}</span>
    </>
  );
}

/** What the browser kept of an earlier time, when somebody else has changed the draft since; and why a change was not taken. */
export function Kept({ draft }: { readonly draft: CampaignDraft }): ReactNode {
  const { t } = useWords();
  return (
    <>
      {draft.other !== null && (
        <div className={css.other} role="alert">
          <p>{t('compose.other')}</p>
          <Button size="xs" variant="filled" onClick={draft.other.take}>
            {t('compose.other_mine')}
          </Button>
          <Button size="xs" onClick={draft.other.drop}>
            {t('compose.other_theirs')}
          </Button>
        </div>
      )}
      {draft.problem !== null && !isShownAtPlace(draft.problem) && (
        <p className={css.wrong} role="alert">
          {sayProblem(draft.problem, t)}
        </p>
      )}
    </>
  );
}

/** What it is called; people do not see it. */
export function NameField({ draft }: { readonly draft: CampaignDraft }): ReactNode {
  const { t } = useWords();
  return (
    <section className={css.ask} id="name">
      <label className={css.name}>
        <span>{t('campaigns.name')}</span>
        <input value={draft.name} maxLength={200} onChange={(event) => draft.rename(event.currentTarget.value)} aria-invalid={draft.name.trim() === ''} />
      </label>
    </section>
  );
}

/** A fault of a variable, of the free message or of the time is told where it is. */
const ownPlaces = ['/choices/variables/', '/choices/free/', '/choices/schedule'];

function isShownAtPlace(problem: unknown): boolean {
  return problem instanceof ApiProblem && problem.errors.length > 0 && problem.errors.every((fault) => ownPlaces.some((place) => fault.at.includes(place)));
}
