import { Popover } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { NoticeList } from './NoticeList.tsx';
import css from './Notices.module.css';
import { useNotices } from './useNotices.ts';

/** A bell that counts what one should know and has not seen; it opens to the list. */
export function NoticeBell(): ReactNode {
  const { t, number } = useWords();
  const [opened, setOpened] = useState(false);
  const unseen = useNotices().data?.unseen ?? 0;
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={380} trapFocus returnFocus shadow="md">
      <Popover.Target>
        <button
          type="button"
          className={css.bell}
          aria-label={unseen === 0 ? t('notices.title') : t('notices.unseen', { n: unseen })}
          onClick={() => setOpened(!opened)}
        >
          <Icon name="bell" />
          {unseen > 0 && (
            <span className={css.count} aria-hidden="true">
              {number(unseen)}
            </span>
          )}
        </button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('notices.title')}>
        <NoticeList onGo={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}
