import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { FailedFace, LoadingLines } from '#web/ui/Faces.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { sayProblem } from './problem.ts';

/** Three of the four faces of something asked from the server: loading, failed, and what `children` draws of it. */
export function Asked<Data>(props: {
  readonly of: Pick<UseQueryResult<Data>, 'data' | 'error' | 'refetch'>;
  readonly loading?: ReactNode;
  readonly children: (data: Data) => ReactNode;
}): ReactNode {
  const { t } = useWords();
  const { data, error, refetch } = props.of;
  if (data !== undefined) return props.children(data);
  if (error !== null) return <FailedFace title={t('shell.failed_title')} text={sayProblem(error, t)} again={() => void refetch()} />;
  return props.loading ?? <LoadingLines />;
}
