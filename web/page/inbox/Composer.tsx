import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Contact } from '#core/contract/contacts.ts';
import type { Conversation, Say } from '#core/contract/conversations.ts';
import { api } from '#web/api/api.ts';
import { tellProblem } from '#web/part/tell.ts';
import type { FreeMessage } from '#core/whatsapp/free.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { AnswerForm } from './AnswerForm.tsx';
import css from './Inbox.module.css';
import { TemplatePicker } from './TemplatePicker.tsx';
import type { WindowState } from './window.ts';

/** The message an answer will quote: its public id, who said it, and its first words. */
export type Replying = { readonly id: string; readonly author: string; readonly preview: string };

export type ComposerProps = {
  readonly conversation: Conversation;
  readonly person: Contact;
  readonly window: WindowState;
  readonly reply: Replying | null;
  /** Called when the quote was sent or is not wanted any more. */
  readonly onReplied: () => void;
};

/** Where an agent answers. When the window has closed it gives way to the template picker. */
export function Composer(props: ComposerProps): ReactNode {
  const { t } = useWords();
  const [picking, setPicking] = useState(false);
  const { reply } = props;
  const say = useMutation({
    mutationFn: (what: Say) => api.conversations.say({ params: { id: props.conversation.id }, body: what }),
    onError: (error) => tellProblem(error, t),
  });

  const quoted = reply === null ? {} : { quoted: reply.id };
  const answer = async (what: FreeMessage) => {
    await say.mutateAsync({ ...what, ...quoted });
    props.onReplied();
  };
  if (props.window.open && !picking) return <AnswerForm {...props} say={answer} sending={say.isPending} onTemplate={() => setPicking(true)} />;
  return (
    <div className={css.composer}>
      {props.window.open ? null : <p className={css.closedNote}>{t('inbox.closed_note')}</p>}
      <TemplatePicker
        person={props.person}
        sending={say.isPending}
        onSend={(what) => say.mutate(what, { onSuccess: () => setPicking(false) })}
        onCancel={props.window.open ? () => setPicking(false) : undefined}
      />
    </div>
  );
}
