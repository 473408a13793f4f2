import { Button, Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './UploadNotes.module.css';
import type { NotTaken } from './useUploads.ts';

/** How the uploads go, what was not taken and why, and what this machine cannot do. */
export function UploadNotes(props: {
  readonly waiting: number;
  readonly notTaken: readonly NotTaken[];
  readonly films: string | null;
  readonly onDismiss: () => void;
}): ReactNode {
  const { t } = useWords();
  return (
    <div className={css.notes}>
      <p className={css.about}>
        {t('media.drop_about')} {props.films === null ? null : `${props.films}.`}
      </p>
      <p className={css.going} role="status">
        {props.waiting > 0 ? (
          <>
            <Loader size="xs" /> {t('media.uploading', { count: props.waiting })}
          </>
        ) : null}
      </p>
      {props.notTaken.length > 0 ? (
        <div className={css.failed} role="alert">
          <h2>
            <Icon name="look" small /> {t('media.failed_list')}
          </h2>
          <ul>
            {props.notTaken.map(({ key, why }) => (
              <li key={key} dir="auto">
                {why}
              </li>
            ))}
          </ul>
          <Button size="xs" onClick={props.onDismiss}>
            {t('media.dismiss')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
