import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { sayProblem } from '#web/part/problem.ts';
import { FailedFace } from '#web/ui/Faces.tsx';
import { Page } from '#web/ui/Page.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';

/** What stands where a page could not be drawn or its server did not answer. */
export function BrokenPage(props: ErrorComponentProps): ReactNode {
  const { t } = useWords();
  const router = useRouter();
  const again = () => {
    props.reset();
    void router.invalidate();
  };
  return (
    <Page title="Parley">
      <FailedFace title={t('shell.failed_title')} text={sayProblem(props.error, t)} again={again} />
    </Page>
  );
}
