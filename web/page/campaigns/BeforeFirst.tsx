import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode, useState } from 'react';
import type { Campaign } from '#core/contract/campaigns.ts';
import { queries } from '#web/api/queries.ts';
import { Pairs } from '#web/ui/Pairs.tsx';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Report.module.css';
import { SeenAs } from './SeenAs.tsx';
import { offeredMost } from './usePlan.ts';

/** What a repeating campaign will send, while it has not gone out yet: to whom, and the message on a phone. */
export function BeforeFirst({ campaign }: { readonly campaign: Campaign }): ReactNode {
  const { t, list } = useWords();
  const { choices } = campaign;
  const segments = useQuery(queries.segments.list({ query: { limit: offeredMost } })).data?.items ?? [];
  const template = useQuery({ ...queries.templates.get({ params: { id: choices.template ?? '' } }), enabled: choices.template !== null }).data;
  const [at, setAt] = useState(0);
  const nameOf = (id: string) => segments.find((each) => each.id === id)?.name ?? id;
  return (
    <div className={css.before}>
      <Section title={t('campaigns.plan')}>
        <Pairs
          rows={[
            {
              name: t('campaigns.who'),
              value: (
                <>
                  {choices.segments.map((id, place) => (
                    <Fragment key={id}>
                      {place > 0 && ', '}
                      <Link to="/segments/$id" params={{ id }}>
                        {nameOf(id)}
                      </Link>
                    </Fragment>
                  ))}
                  {choices.except.length > 0 && ` ${t('compose.without_named', { name: list(choices.except.map(nameOf)) })}`}
                </>
              ),
            },
            {
              name: t('campaigns.what'),
              value:
                template === undefined ? null : (
                  <Link to="/templates/$id" params={{ id: template.id }} search={{}}>
                    {template.name}
                  </Link>
                ),
            },
          ]}
        />
      </Section>
      <SeenAs campaign={campaign.id} choices={choices} plan={undefined} at={at} onTurn={(by) => setAt(at + by)} />
    </div>
  );
}
