import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { CampaignChoices, Plan } from '#core/contract/campaigns.ts';
import type { Template } from '#core/contract/templates.ts';
import { faultAt } from '#web/api/problem.ts';
import { queries } from '#web/api/queries.ts';
import { PickWord } from '#web/part/PickWord.tsx';
import { sayProblem } from '#web/part/problem.ts';
import { defaultSources } from '#web/part/sources.ts';
import { VariableEditor } from '#web/part/VariableEditor.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Composer.module.css';
import { bodiesNames } from './freeBodies.ts';
import { canaryFor } from './pace.ts';
import { offeredMost } from './usePlan.ts';

type Props = {
  readonly choices: CampaignChoices;
  readonly plan: Plan | undefined;
  /** Why the last change was not kept, if it was not. */
  readonly problem: unknown;
  readonly onChange: (change: Partial<CampaignChoices>) => void;
};

/** The variables of all approved languages of a template, each once. */
export function approvedVariables(template: Template | undefined): string[] {
  const approved = template?.translations.filter((each) => each.state === 'approved') ?? [];
  return [...new Set(approved.flatMap((each) => each.variables))];
}

/** What is said: an approved template, from which number, and what fills each variable. */
export function WhatPart({ choices, plan, problem, onChange }: Props): ReactNode {
  const { t } = useWords();
  const asked = useQuery(queries.templates.list({ query: { approved: true, limit: offeredMost } }));
  const fields = useQuery(queries.contacts.fields());
  const items = asked.data?.items ?? [];
  const chosen = items.find((each) => each.id === choices.template);
  const variables = [...new Set([...approvedVariables(chosen), ...bodiesNames(choices.free)])];

  return (
    <section className={css.ask} id="what">
      <h2>
        {t('campaigns.what')}
        {choices.template !== null && (
          <Link to="/templates/$id" params={{ id: choices.template }} search={{}} className={css.open}>
            {t('campaigns.open_template')}
          </Link>
        )}
      </h2>
      {asked.error !== null && asked.data === undefined ? (
        <p className={css.wrong}>{sayProblem(asked.error, t)}</p>
      ) : (
        <Sentence choices={choices} items={items} isLoaded={asked.data !== undefined} fields={fields.data?.items ?? []} onChange={onChange} />
      )}
      {variables.length > 0 && (
        <div className={css.vars}>
          {variables.map((name, place) => (
            <VariableEditor
              key={name}
              name={name}
              source={choices.variables[name] ?? { from: 'text', text: '' }}
              fields={fields.data?.items ?? []}
              fallbackPeople={plan?.fallbacks.find((each) => each.variable === name)?.people ?? 0}
              fault={faultAt(problem, `/choices/variables/${name}`) ?? faultAt(problem, `/choices/variables/${name}/template`)}
              above={choices.variables[variables[place - 1] ?? '']}
              onChange={(source) => onChange({ variables: { ...choices.variables, [name]: source } })}
            />
          ))}
        </div>
      )}
    </section>
  );
}

type SentenceProps = Pick<Props, 'choices' | 'onChange'> & {
  readonly items: readonly Template[];
  readonly isLoaded: boolean;
  readonly fields: readonly { readonly key: string; readonly label: string }[];
};

function Sentence({ choices, items, isLoaded, fields, onChange }: SentenceProps): ReactNode {
  const { t, list, languageName, phone } = useWords();
  const numbers = useQuery(queries.numbers.list()).data?.items ?? [];
  const chosen = items.find((each) => each.id === choices.template);
  const approved = chosen?.translations.filter((each) => each.state === 'approved') ?? [];
  const pick = (id: string) => {
    const template = items.find((each) => each.id === id);
    const names = [...approvedVariables(template), ...bodiesNames(choices.free)];
    onChange({ template: id, variables: defaultSources(names, fields, choices.variables), ...canaryFor(choices, template?.category) });
  };
  return (
    <p className={css.rule}>
      {isLoaded && items.length === 0 ? (
        <>
          {t('campaigns.no_templates')} <Link to="/templates/new">{t('campaigns.write_template')}</Link>
        </>
      ) : (
        <PickWord
          label={t('campaigns.template')}
          value={choices.template}
          placeholder={t('campaigns.a_template')}
          options={items.map((each) => ({ value: each.id, label: each.name, note: t(`templates.category_${each.category}`) }))}
          onPick={pick}
          foot={<Link to="/templates/new">{t('campaigns.write_template')}</Link>}
        />
      )}
      {chosen !== undefined &&
        ` ${t('campaigns.in_languages', { languages: list(approved.map((each) => languageName(each.language))), category: t(`templates.category_${chosen.category}`) })}`}
      {numbers.length > 1 && (
        <>
          {' '}
          {t('campaigns.from')}{' '}
          <PickWord
            label={t('campaigns.number')}
            value={choices.number ?? numbers[0]?.id ?? null}
            placeholder={t('campaigns.a_number')}
            options={numbers.map((each) => ({ value: each.id, label: each.name, note: phone(each.display_phone) }))}
            onPick={(number) => onChange({ number })}
          />
        </>
      )}
      {chosen !== undefined && '.'}
    </p>
  );
}
