import { Button, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { addressOf } from '#web/api/call.ts';
import { routes } from '#web/api/routes.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { isNarrowed } from './search.ts';
import { ShareSheet } from './ShareSheet.tsx';

/** Takes a report elsewhere: a link to its numbers, paper, and files for a spreadsheet. */
export function ShareMenu({ campaign, broadcast }: { readonly campaign: string; readonly broadcast: string | undefined }): ReactNode {
  const { t, language } = useWords();
  const [opened, sheet] = useDisclosure(false);
  const { person: _person, broadcast: _broadcast, ...shown } = useSearch({ from: '/inside/campaigns/$id/report' });
  const file = (route: 'pdf' | 'numbersCsv') => addressOf(routes.campaigns[route].path, { params: { id: campaign }, query: { broadcast, words: language } });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button leftSection={<Icon name="share" small />}>{t('report.share')}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Icon name="link" small />} onClick={sheet.open}>
            {t('report.share_link')}
          </Menu.Item>
          <Menu.Item component="a" href={file('pdf')} download leftSection={<Icon name="page" small />}>
            {t('report.share_pdf')}
          </Menu.Item>
          <Menu.Item component="a" href={file('numbersCsv')} download leftSection={<Icon name="download" small />}>
            {t('report.share_csv')}
          </Menu.Item>
          <Menu.Item
            component="a"
            href={addressOf(routes.campaigns.peopleCsv.path, { params: { id: campaign }, query: { broadcast, ...shown, words: language } })}
            download
            leftSection={<Icon name="people" small />}
          >
            {t(isNarrowed(shown) ? 'report.share_shown' : 'report.share_people')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {opened && <ShareSheet campaign={campaign} broadcast={broadcast} onClose={sheet.close} />}
    </>
  );
}
