import { ActionIcon } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Free.module.css';

/** Moves one of several things up, or takes it out. `name` says which, for who does not see where the button stands. */
export function RowActs(props: {
  readonly name: string;
  readonly at: number;
  readonly onUp?: (() => void) | undefined;
  readonly onRemove?: (() => void) | undefined;
}): ReactNode {
  const { t } = useWords();
  return (
    <span className={css.acts}>
      {props.onUp !== undefined && props.at > 0 && (
        <ActionIcon aria-label={t('free.move_up', { name: props.name })} onClick={props.onUp}>
          <Icon name="up" small />
        </ActionIcon>
      )}
      {props.onRemove !== undefined && (
        <ActionIcon aria-label={t('free.remove', { name: props.name })} onClick={props.onRemove}>
          <Icon name="close" small />
        </ActionIcon>
      )}
    </span>
  );
}
