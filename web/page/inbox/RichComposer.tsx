import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Contact } from '#core/contract/contacts.ts';
import type { FreeMessage } from '#core/whatsapp/free.ts';
import { useFreePreview } from '#web/part/free/useFreePreview.ts';
import { useFreeFaults } from '#web/part/free/useFreeFaults.ts';
import { FreeEditor } from '#web/part/FreeEditor.tsx';
import { PhonePreview } from '#web/part/PhonePreview.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Inbox.module.css';

type Props = {
  readonly person: Contact;
  readonly number: string;
  readonly sending: boolean;
  /** What is being written; its owner keeps it while the sheet is closed. */
  readonly message: FreeMessage;
  readonly onChange: (message: FreeMessage) => void;
  /** Resolves when it was taken; the sheet closes then, and keeps what was written otherwise. */
  readonly onSend: (what: FreeMessage) => Promise<unknown>;
  readonly onClose: () => void;
};

const noValues = {};

/** Composes a message of any kind WhatsApp carries, beside the phone that will show it. */
export function RichComposer({ person, number, sending, message, onChange, onSend, onClose }: Props): ReactNode {
  const { t } = useWords();
  const faults = useFreeFaults(message);
  const seen = useFreePreview(message, noValues);
  const isGood = faults.every((fault) => fault.severity === 'warning');
  const send = () =>
    onSend(message).then(onClose, () => {
      // Why it was not taken has been told; what was written stays.
    });
  return (
    <Modal opened onClose={onClose} size="xl" title={t('inbox.compose_title', { name: person.name })} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <div className={css.rich}>
        <div className={css.richForm}>
          <p className={css.note}>{t('inbox.compose_about')}</p>
          <FreeEditor value={message} onChange={onChange} faults={faults} />
          <Button variant="filled" disabled={!isGood} loading={sending} onClick={() => void send()}>
            {t('inbox.send')}
          </Button>
        </div>
        {seen !== undefined && (
          <PhonePreview
            content={seen}
            language={person.language ?? 'en'}
            number={number}
            above={<p className={css.note}>{t('inbox.seen_so', { name: person.name })}</p>}
          />
        )}
      </div>
    </Modal>
  );
}
