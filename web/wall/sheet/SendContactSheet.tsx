import { type ReactNode, useState } from 'react';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import type { Hand } from '../hand/hand.ts';
import { Field } from './LocationSheet.tsx';
import { SheetAct, SheetFrame } from './SheetFrame.tsx';

/** Sends somebody's card: a name, and how they are reached. */
export function SendContactSheet({ hand, problem }: { hand: Hand; problem: string | null }): ReactNode {
  const { t } = useWords();
  const [name, setName] = useState('');
  const [phone, setPhone] = useState('');
  const [email, setEmail] = useState('');
  const close = () => hand.open(null);
  const listed = (text: string) => (text.trim() === '' ? [] : [text.trim()]);
  return (
    <SheetFrame
      title={t('wall.contact')}
      onClose={close}
      problem={problem}
      foot={
        <SheetAct
          disabled={name.trim() === '' || hand.busy}
          onClick={() =>
            hand.act({ act: 'share_contacts', number: hand.number, contacts: [{ name: name.trim(), phones: listed(phone), emails: listed(email) }] }, close)
          }
        >
          {t('wall.send')}
        </SheetAct>
      }
    >
      <Field label={t('wall.contactName')} value={name} most={200} onChange={setName} />
      <Field label={t('wall.contactPhone')} value={phone} most={30} placeholder="+33 6 12 34 56 78" onChange={setPhone} />
      <Field label={t('wall.contactEmail')} value={email} most={200} onChange={setEmail} />
    </SheetFrame>
  );
}
