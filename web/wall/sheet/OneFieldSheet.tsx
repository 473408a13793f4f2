import { type ReactNode, useState } from 'react';
import type { Act } from '#core/rehearsal/act.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import type { Hand } from '../hand/hand.ts';
import css from './Sheet.module.css';
import { Field } from './LocationSheet.tsx';
import { SheetAct, SheetFrame } from './SheetFrame.tsx';

type Kind = 'code' | 'number' | 'username';

/** Acts that need one word: the code that was scanned, the new number, the username. */
export function OneFieldSheet({ kind, hand, problem }: { kind: Kind; hand: Hand; problem: string | null }): ReactNode {
  const { t } = useWords();
  const [typed, setTyped] = useState(kind === 'username' ? (hand.phone.username ?? '') : '');
  const close = () => hand.open(null);
  const act = actOf(kind, typed.trim(), hand.number);
  const moved = () => {
    close();
    if (kind === 'number') location.hash = `#/phone/${typed.replaceAll(/\D/g, '')}`;
  };
  return (
    <SheetFrame
      title={t(`wall.${kind}`)}
      onClose={close}
      problem={problem}
      foot={
        <>
          <SheetAct disabled={typed.trim() === '' || hand.busy} onClick={() => hand.act(act, moved)}>
            {t(`wall.${kind}Do`)}
          </SheetAct>
          {kind === 'username' && hand.phone.username !== null ? (
            <button type="button" className={css.second} onClick={() => hand.act({ act: 'take_username', username: null }, close)}>
              {t('wall.usernameAway')}
            </button>
          ) : null}
        </>
      }
    >
      <p className={css.help}>{t(`wall.${kind}Help`)}</p>
      <Field label={t(`wall.${kind}Field`)} value={typed} most={100} onChange={setTyped} />
    </SheetFrame>
  );
}

function actOf(kind: Kind, typed: string, number: string): Act {
  switch (kind) {
    case 'code':
      // A whole link may be pasted; its last part is the code.
      return { act: 'scan_code', number, code: typed.replace(/^.*\/(?=[^/]+\/?$)/, '').replace(/\/$/, '') };
    case 'number':
      return { act: 'change_number', to: typed.replaceAll(/\D/g, '') };
    case 'username':
      return { act: 'take_username', username: typed.replace(/^@/, '').toLowerCase() };
  }
}
