import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Report } from '#core/contract/report.ts';
import { pages } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { Avatar } from '#web/ui/Avatar.tsx';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Report.module.css';

/** Replies of one asking; the latest stand above. */
const repliesAtOnce = 6;

/** What people answer, as they do: who, what, when, and the way into the conversation. */
export function ReportReplies({ report }: { readonly report: Report }): ReactNode {
  const { t, number, recent } = useWords();
  const { campaign, counts } = report;
  const broadcast = campaign.broadcast?.id;
  const list = useInfiniteQuery(pages.campaigns.replies({ params: { id: campaign.id }, query: { broadcast, limit: repliesAtOnce } }));
  if (counts.replied === 0) return null;
  const now = new Date(report.as_of);
  const replies = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section title={t('report.replies')} beside={number(counts.replied)}>
      <Asked of={list}>
        {() => (
          <ul>
            {replies.map((reply) => (
              <li key={reply.message} className={css.reply}>
                <Avatar name={reply.name} size="xs" />
                <div>
                  <b dir="auto">{reply.name}</b>
                  <p dir="auto">{reply.tapped === null ? reply.text : t('report.tapped', { text: reply.tapped })}</p>
                </div>
                <Link
                  to="/inbox/$id"
                  params={{ id: reply.conversation }}
                  aria-label={`${recent(reply.at, now)}, ${t('report.to_conversation', { name: reply.name })}`}
                >
                  <time dateTime={reply.at}>{recent(reply.at, now)}</time>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Asked>
      {list.hasNextPage && (
        <Button size="xs" mt="sm" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('report.replies_more')}
        </Button>
      )}
    </Section>
  );
}
