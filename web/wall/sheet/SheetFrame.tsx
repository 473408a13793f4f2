import { useFocusTrap, useHotkeys, useId } from '@mantine/hooks';
import { type ReactNode, useEffect, useRef } from 'react';
import { PhoneIcon } from '#web/phone/PhoneIcon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Sheet.module.css';

type Props = {
  readonly title: string;
  readonly onClose: () => void;
  /** The emulator's word when what was asked could not be done. */
  readonly problem?: string | null | undefined;
  /** Takes the whole glass: a form, a picture, a map. */
  readonly full?: boolean;
  /** Stands at the foot and never scrolls away. */
  readonly foot?: ReactNode;
  /** In place of the sheet's own back button. */
  readonly onBack?: (() => void) | undefined;
  readonly children: ReactNode;
};

/** A sheet over the phone: it takes the keyboard, gives it back where it was, and goes with Escape. */
export function SheetFrame({ title, onClose, problem, full = false, foot, onBack, children }: Props): ReactNode {
  const { t } = useWords();
  const trap = useFocusTrap(true);
  const before = useRef<Element | null>(null);
  const name = useId();

  useHotkeys([['Escape', onClose]], []);

  useEffect(() => {
    before.current = document.activeElement;
    return () => {
      if (before.current instanceof HTMLElement && before.current.isConnected) before.current.focus({ preventScroll: true });
    };
  }, []);

  return (
    <div className={css.shade}>
      <button type="button" className={css.beside} tabIndex={-1} aria-label={t('wall.close')} onClick={onClose} />
      <div ref={trap} className={full ? css.fullSheet : css.sheet} role="dialog" aria-modal="true" aria-labelledby={name}>
        <div className={css.title}>
          {onBack === undefined ? (
            <span />
          ) : (
            <button type="button" aria-label={t('wall.back')} onClick={onBack}>
              <PhoneIcon name="back" mirrored />
            </button>
          )}
          <b id={name} dir="auto">
            {title}
          </b>
          <button type="button" aria-label={t('wall.close')} onClick={onClose}>
            <PhoneIcon name="close" />
          </button>
        </div>
        <div className={css.body}>{children}</div>
        {problem === null || problem === undefined ? null : (
          <p className={css.problem} role="alert">
            {problem}
          </p>
        )}
        {foot === undefined ? null : <div className={css.foot}>{foot}</div>}
      </div>
    </div>
  );
}

/** The main act of a sheet. */
export function SheetAct(props: {
  readonly disabled?: boolean;
  readonly danger?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <button type="button" className={css.act} data-danger={props.danger} disabled={props.disabled} onClick={props.onClick}>
      {props.children}
    </button>
  );
}
