import { Button, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import css from './Faces.module.css';
import { useWords } from './words/WordsProvider.tsx';

/** Loading, as lines in the shape of a list or a table. */
export function LoadingLines(props: { readonly lines?: number; readonly height?: number }): ReactNode {
  const { t } = useWords();
  return (
    <div className={css.lines} role="status" aria-label={t('shell.loading')}>
      {Array.from({ length: props.lines ?? 6 }, (_, at) => (
        <Skeleton key={at} height={props.height ?? 18} width={`${92 - ((at * 17) % 38)}%`} radius={6} />
      ))}
    </div>
  );
}

/** Empty: what this is for, and one act. */
export function EmptyFace(props: { readonly title: string; readonly text: ReactNode; readonly act?: ReactNode }): ReactNode {
  return (
    <div className={css.face}>
      <h2>{props.title}</h2>
      <p>{props.text}</p>
      {props.act === undefined ? null : <div className={css.act}>{props.act}</div>}
    </div>
  );
}

/** Failed: what, why, and again. `text` is a whole sentence for the person. */
export function FailedFace(props: { readonly title: string; readonly text: string; readonly again?: (() => void) | undefined }): ReactNode {
  const { t } = useWords();
  return (
    <div className={[css.face, css.failed].join(' ')} role="alert">
      <h2>{props.title}</h2>
      <p>{props.text}</p>
      {props.again === undefined ? null : (
        <div className={css.act}>
          <Button onClick={props.again}>{t('shell.again')}</Button>
        </div>
      )}
    </div>
  );
}
