import { Button, Group } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '#web/api/api.ts';
import { queries } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { tellDone, tellProblem } from '#web/part/tell.ts';
import { useNow } from '#web/ui/now.ts';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Planner.module.css';

/** The link by which any calendar shows the planned sends. */
export function FeedPart(): ReactNode {
  const { t, relative } = useWords();
  const now = useNow();
  const client = useQueryClient();
  const feed = useQuery(queries.planner.feed());
  const again = () => client.invalidateQueries({ queryKey: ['planner', 'feed'] });
  const make = useMutation({ mutationFn: () => api.planner.makeFeed(), onSuccess: again, onError: (error) => tellProblem(error, t) });
  const end = useMutation({
    mutationFn: () => api.planner.endFeed(),
    onSuccess: async () => {
      make.reset();
      await again();
      tellDone(t('planner.feed_ended'));
    },
    onError: (error) => tellProblem(error, t),
  });
  const url = make.data?.url;
  return (
    <Section title={t('planner.feed')}>
      <p className={css.about}>{t('planner.feed_about')}</p>
      <Asked of={feed}>
        {(found) => (
          <>
            {url !== undefined && (
              <div className={css.link}>
                <code>{url}</code>
                <Button size="xs" onClick={() => void navigator.clipboard.writeText(url).then(() => tellDone(t('planner.feed_copied')))}>
                  {t('planner.feed_copy')}
                </Button>
                <p className={css.quiet}>{t('planner.feed_once')}</p>
              </div>
            )}
            {found.made_at !== null && (
              <p className={css.quiet}>
                {t('planner.feed_made', {
                  when: relative(found.made_at, now),
                  who: found.made_by ?? '',
                  seen: found.seen_at === null ? t('planner.feed_unseen') : t('planner.feed_seen', { when: relative(found.seen_at, now) }),
                })}
              </p>
            )}
            <Group>
              <Button loading={make.isPending} onClick={() => make.mutate()}>
                {t(found.made_at === null ? 'planner.feed_make' : 'planner.feed_again')}
              </Button>
              {found.made_at !== null && (
                <Button variant="subtle" loading={end.isPending} onClick={() => end.mutate()}>
                  {t('planner.feed_end')}
                </Button>
              )}
            </Group>
          </>
        )}
      </Asked>
    </Section>
  );
}
