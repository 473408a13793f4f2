import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Template } from '#core/contract/templates.ts';
import { queries } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { Icon } from '#web/ui/Icon.tsx';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './TemplatePage.module.css';

/** Who sends the template, or will, and what stands still because of it. */
export function Usage({ template }: { readonly template: Template }): ReactNode {
  const { t } = useWords();
  const asked = useQuery(queries.templates.usage({ params: { id: template.id } }));
  return (
    <Section title={t('templates.usage')}>
      <Asked of={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={css.when}>{t('templates.usage_none')}</p>
          ) : (
            <ul className={css.uses}>
              {items.map((item) => (
                <li key={item.id}>
                  <Icon name="send" small />
                  <Link to="/campaigns/$id" params={{ id: item.id }}>
                    {item.name}
                  </Link>
                  <span className={css.when}>
                    <UseState state={item.state} />
                  </span>
                  {item.holds !== null && <p className={css.cure}>{item.holds}</p>}
                </li>
              ))}
            </ul>
          )
        }
      </Asked>
    </Section>
  );
}

const known = ['draft', 'waiting', 'opening', 'sending', 'held', 'paused', 'done', 'stopped', 'undone'] as const;

/** The state of a campaign in words; one that this screen does not know is shown as it came. */
function UseState({ state }: { readonly state: string }): ReactNode {
  const { t } = useWords();
  const word = known.find((each) => each === state);
  return word === undefined ? state : t(`campaigns.state_${word}`);
}
