import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Fragment, type ReactNode } from 'react';
import type { PlanDiff } from '#core/contract/plans.ts';
import { planParts } from '#core/policy/parts.ts';
import { queries } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { PickWord } from '#web/part/PickWord.tsx';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './PlanPage.module.css';

/** Plans that can be compared with, the newest first. */
const comparedMost = 50;

/** What changed from another plan of the campaign to this one: the one before that does something else, or any that is picked. */
export function PlanChanges({ campaign, plan }: { readonly campaign: string; readonly plan: string }): ReactNode {
  const { t, dateTime } = useWords();
  const { with: than } = useSearch({ from: '/inside/campaigns/$id/plans/$plan' });
  const navigate = useNavigate({ from: '/campaigns/$id/plans/$plan' });
  const asked = useQuery(queries.plans.diff({ params: { id: campaign, plan }, query: than === undefined ? {} : { with: than } }));
  const others = useQuery(queries.plans.list({ params: { id: campaign }, query: { limit: comparedMost } })).data?.items ?? [];
  // Of plans that do the same one is enough: the latest, and the launched one.
  const hashes = new Set<string>();
  const offered = others.filter((each) => {
    const isNew = each.id !== plan && (!hashes.has(each.hash) || each.broadcast !== null);
    hashes.add(each.hash);
    return isNew;
  });
  return (
    <Section title={t('plan.changed')}>
      <div id="changed">
        <Asked of={asked}>
          {(diff) => (
            <>
              {offered.length > 0 && (
                <p className={css.with}>
                  {t('plan.since')}{' '}
                  <PickWord
                    label={t('plan.since')}
                    value={diff.from?.id ?? null}
                    placeholder={t('plan.none')}
                    options={offered.map((each) => ({
                      value: each.id,
                      label: t('plan.since_at', { at: dateTime(each.made_at), people: each.recipients }),
                      note: each.broadcast === null ? each.hash.slice(0, 8) : t('plan.launched'),
                    }))}
                    onPick={(picked) => void navigate({ search: { with: picked }, replace: true, resetScroll: false })}
                  />
                </p>
              )}
              <Changes diff={diff} />
            </>
          )}
        </Asked>
      </div>
    </Section>
  );
}

function Changes({ diff }: { readonly diff: PlanDiff }): ReactNode {
  const { t } = useWords();
  if (diff.from === null) return <p>{t('plan.nothing_before')}</p>;
  if (diff.changes.length === 0) return <p>{t(diff.same ? 'plan.same' : 'plan.nothing_changed')}</p>;
  const parts = planParts.filter((part) => diff.changes.some((change) => change.part === part));
  return (
    <table className={css.diff}>
      <thead>
        <tr>
          <th scope="col">{t('plan.thing')}</th>
          <th scope="col">{t('plan.before')}</th>
          <th scope="col">{t('plan.now')}</th>
        </tr>
      </thead>
      {parts.map((part) => (
        <tbody key={part}>
          <tr className={css.part}>
            <th scope="rowgroup" colSpan={3}>
              {t(`plan.part_is_${part}`)}
            </th>
          </tr>
          {diff.changes
            .filter((change) => change.part === part)
            .map((change) => (
              <Fragment key={change.name}>
                <tr>
                  <th scope="row">{change.name}</th>
                  <td>{change.before === null ? '–' : <del>{change.before}</del>}</td>
                  <td>{change.after === null ? '–' : <ins>{change.after}</ins>}</td>
                </tr>
              </Fragment>
            ))}
        </tbody>
      ))}
    </table>
  );
}
