import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { vcardOf } from './contact.ts';
import css from './Sheet.module.css';
import { SheetAct, SheetFrame } from './SheetFrame.tsx';
import type { SheetProps } from './Sheets.tsx';

/** A person's card: how they are reached, kept as a vCard, or written to when they are on WhatsApp here. */
export function ContactSheet({ sheet, hand, problem }: SheetProps<'contact'>): ReactNode {
  const { t, phone } = useWords();
  const { contact } = sheet;
  const close = () => hand.open(null);
  const onWhatsapp = contact.phones.find((one) => one.wa_id !== null);
  const save = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([vcardOf(contact)], { type: 'text/vcard' }));
    link.download = `${contact.name}.vcf`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <SheetFrame
      title={contact.name}
      onClose={close}
      problem={problem}
      foot={
        <>
          <SheetAct onClick={save}>{t('wall.saveContact')}</SheetAct>
          {onWhatsapp === undefined ? null : (
            <button
              type="button"
              className={css.second}
              onClick={() => {
                const chat = hand.phone.chats.find((one) => one.display_phone_number.replaceAll(/\D/g, '') === onWhatsapp.wa_id);
                if (chat === undefined) notifications.show({ message: t('wall.contactElsewhere', { name: contact.name }) });
                else location.hash = `#/phone/${hand.phone.wa_id}/${chat.number}`;
                close();
              }}
            >
              {t('wall.messageContact')}
            </button>
          )}
        </>
      }
    >
      {contact.org === null ? null : (
        <p className={css.help} dir="auto">
          {contact.org}
        </p>
      )}
      <ul className={css.lines}>
        {contact.phones.map((one) => (
          <li key={one.phone} dir="ltr">
            {phone(one.phone)}
          </li>
        ))}
        {contact.emails.map((email) => (
          <li key={email} dir="ltr">
            {email}
          </li>
        ))}
      </ul>
    </SheetFrame>
  );
}
