import type { ReactNode } from 'react';
import { LinkButton } from '#web/ui/LinkButton.tsx';
import { Page } from '#web/ui/Page.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';

/** What stands at an address that is none of ours. */
export function MissingPage(): ReactNode {
  const { t } = useWords();
  return (
    <main>
      <Page title={t('shell.missing_title')} lead={t('shell.missing_text')}>
        <LinkButton to="/" variant="filled">
          {t('shell.missing_act')}
        </LinkButton>
      </Page>
    </main>
  );
}
