import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Notice } from '#core/contract/notices.ts';
import { api } from '#web/api/api.ts';
import { Asked } from '#web/part/Asked.tsx';
import { tellProblem } from '#web/part/tell.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useNow } from '#web/ui/now.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Notices.module.css';
import { subjectPlace } from './subject.ts';
import { useNotices } from './useNotices.ts';

/** What happened and nobody asked for, newest first; what was read loses its mark. */
export function NoticeList({ onGo }: { readonly onGo?: () => void }): ReactNode {
  const { t } = useWords();
  const asked = useNotices();
  const client = useQueryClient();
  const seen = useMutation({
    mutationFn: (until: string) => api.notices.seen({ body: { until } }),
    onError: (error) => tellProblem(error, t),
    onSettled: () => client.invalidateQueries({ queryKey: ['notices'] }),
  });
  const newest = asked.data?.items[0];
  return (
    <>
      <div className={css.top}>
        <h2>{t('notices.title')}</h2>
        {(asked.data?.unseen ?? 0) > 0 && newest !== undefined && (
          <button type="button" disabled={seen.isPending} onClick={() => seen.mutate(newest.id)}>
            {t('notices.mark_seen')}
          </button>
        )}
      </div>
      <Asked of={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={css.none}>{t('notices.none')}</p>
          ) : (
            <ul className={css.list}>
              {items.map((notice) => (
                <Line key={notice.id} notice={notice} onGo={onGo} />
              ))}
            </ul>
          )
        }
      </Asked>
    </>
  );
}

function Line({ notice, onGo }: { readonly notice: Notice; readonly onGo: (() => void) | undefined }): ReactNode {
  const { t, relative } = useWords();
  const now = useNow();
  const place = notice.subject === null ? undefined : subjectPlace(notice.subject);
  return (
    <li data-unseen={!notice.seen || undefined}>
      <Icon name={notice.level === 'warning' ? 'look' : 'note'} small className={notice.level === 'warning' ? css.warning : css.info} />
      <div>
        <p>
          {notice.level === 'warning' && <span className={css.hidden}>{t('notices.warning')} </span>}
          {notice.text}
        </p>
        <p className={css.foot}>
          <time dateTime={notice.at}>{relative(notice.at, now)}</time>
          {place !== undefined && (
            <Link {...place} onClick={onGo}>
              {t('notices.open')}
            </Link>
          )}
        </p>
      </div>
    </li>
  );
}
