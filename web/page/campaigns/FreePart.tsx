import { Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { CampaignChoices, Plan } from '#core/contract/campaigns.ts';
import { queries } from '#web/api/queries.ts';
import { firstFree } from '#web/part/free/kinds.ts';
import { defaultSources } from '#web/part/sources.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Composer.module.css';
import { approvedLanguages, type Bodies, type BodiesFaults, bodiesLanguages, bodiesNames, shownLanguage } from './freeBodies.ts';
import { FreeBody } from './FreeBody.tsx';

type Props = {
  readonly choices: CampaignChoices;
  readonly plan: Plan | undefined;
  readonly faults: BodiesFaults;
  /** The language that is written now; the phone shows the same. */
  readonly language: string | undefined;
  readonly onLanguage: (language: string) => void;
  readonly onChange: (change: Partial<CampaignChoices>) => void;
};

/** The second body: what people get whose service window is open, instead of the template, for less or for nothing. */
export function FreePart({ choices, plan, faults, language, onLanguage, onChange }: Props): ReactNode {
  const { t, money, list, languageName } = useWords();
  const fields = useQuery(queries.contacts.fields()).data?.items ?? [];
  const template = useQuery({ ...queries.templates.get({ params: { id: choices.template ?? '' } }), enabled: choices.template !== null }).data;
  // What was written comes back when the switch is turned on again, or its language is.
  const [put, setPut] = useState<Bodies>({});
  const [again, setAgain] = useState<Bodies | null>(null);
  const { free } = choices;
  const languages = bodiesLanguages(template, free ?? again);
  const shown = shownLanguage(languages, free, language);
  const names = Object.keys(choices.variables);
  const keep = (next: Bodies) => {
    setPut((before) => ({ ...before, ...free, ...next }));
    const used = bodiesNames(next);
    const isNew = used.some((name) => !names.includes(name));
    onChange({ free: next, ...(isNew ? { variables: defaultSources([...names, ...used], fields, choices.variables) } : {}) });
  };
  return (
    <section className={css.ask} id="free">
      <h2>{t('compose.free')}</h2>
      <Switch
        label={t('compose.free_switch')}
        description={t(choices.template === null ? 'compose.free_needs_template' : 'compose.free_about')}
        styles={{ description: { lineHeight: 1.5 } }}
        disabled={free === null && shown === undefined}
        checked={free !== null}
        onChange={(event) => {
          if (free !== null) setAgain(free);
          if (shown !== undefined) onChange({ free: event.currentTarget.checked ? (again ?? { [shown]: firstFree }) : null });
        }}
      />
      {free !== null && shown !== undefined && (
        <div className={css.inside}>
          <FreeBody
            free={free}
            dropped={put}
            languages={languages}
            language={shown}
            // Until the template has come nothing is said against a language.
            isApproved={template === undefined || approvedLanguages(template).includes(shown)}
            faults={faults}
            variables={names}
            onLanguage={onLanguage}
            onChange={keep}
          />
          {plan?.free !== null && plan?.free !== undefined && (
            <p className={css.quiet}>
              {plan.free.people === 0 ? t('compose.free_nobody') : t('compose.free_saves', { people: plan.free.people, saves: money(plan.free.saves) })}{' '}
              {plan.free.people > 0 && plan.free.by_language.length > 1 && (
                <>
                  {t('compose.free_by_language', {
                    languages: list(
                      plan.free.by_language.map((line) => t('compose.free_in_language', { language: languageName(line.language), people: line.people })),
                    ),
                  })}
                </>
              )}
            </p>
          )}
        </div>
      )}
    </section>
  );
}
