import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode } from 'react';
import type { Report } from '#core/contract/report.ts';
import { Pairs } from '#web/ui/Pairs.tsx';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';

/** The plan a sending follows: who, what, from which number, and when it was worked out. */
export function PlanPart({ report }: { readonly report: Report }): ReactNode {
  const { t, dateTime, number, phone, list } = useWords();
  const { plan } = report;
  return (
    <Section title={t('campaigns.plan')}>
      <Pairs
        rows={[
          {
            name: t('campaigns.who'),
            value: (
              <>
                {plan.audience.segments.map((segment, at) => (
                  <Fragment key={segment.id}>
                    {at > 0 && `, `}
                    <Link to="/segments/$id" params={{ id: segment.id }}>
                      {segment.name}
                    </Link>
                  </Fragment>
                ))}
                {plan.audience.except.length > 0 && ` ${t('compose.without_named', { name: list(plan.audience.except.map((each) => each.name)) })}`}
              </>
            ),
          },
          {
            name: t('campaigns.what'),
            value: (
              <Link to="/templates/$id" params={{ id: plan.template.id }} search={{}}>
                {plan.template.name}
              </Link>
            ),
          },
          { name: t('campaigns.plan_people'), value: number(plan.recipients) },
          ...(plan.free === null
            ? []
            : [
                { name: t('compose.got_template'), value: number(plan.recipients - plan.free.people) },
                { name: t('compose.got_free'), value: number(plan.free.people) },
              ]),
          { name: t('campaigns.number'), value: <span dir="ltr">{phone(plan.number.display_phone)}</span> },
          { name: t('campaigns.plan_made'), value: dateTime(plan.made_at) },
          {
            name: t('plan.hash'),
            value: (
              <Link to="/campaigns/$id/plans/$plan" params={{ id: report.campaign.id, plan: plan.id }} search={{}}>
                <code>{plan.hash.slice(0, 12)}</code>
              </Link>
            ),
          },
        ]}
      />
    </Section>
  );
}
