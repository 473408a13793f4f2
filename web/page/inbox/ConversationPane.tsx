import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { api } from '#web/api/api.ts';
import { queries } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { tellProblem } from '#web/part/tell.ts';
import { useBusinessName } from '#web/part/useBusiness.ts';
import { bubbleOf } from '#web/phone/message.ts';
import { previewOf } from '#web/phone/preview.ts';
import { Avatar } from '#web/ui/Avatar.tsx';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { Composer, type Replying } from './Composer.tsx';
import css from './Inbox.module.css';
import { PersonRail } from './PersonRail.tsx';
import type { SaidActs } from './SaidMenu.tsx';
import { Thread } from './Thread.tsx';
import { tickSeconds, type WindowState, windowState } from './window.ts';
import { WindowRing } from './WindowRing.tsx';
import { present, useNow } from '#web/ui/now.ts';

/** One conversation: its head with the window, what was said, the composer, and who it is beside it. */
export function ConversationPane(props: { readonly id: string }): ReactNode {
  const found = useQuery(queries.conversations.get({ params: { id: props.id } }));
  return <Asked of={found}>{(conversation) => <Opened conversation={conversation} />}</Asked>;
}

type Found = Awaited<ReturnType<typeof api.conversations.get>>;

function Opened({ conversation }: { readonly conversation: Found }): ReactNode {
  const params = { id: conversation.id };
  const first = windowState(conversation.window_until, present());
  const now = useNow(first.open ? tickSeconds(first.secondsLeft) : undefined);
  const window = windowState(conversation.window_until, now);
  const { mutate: markRead } = useMutation({ mutationFn: () => api.conversations.read({ params }) });
  const unread = conversation.unread > 0;
  const { t, language } = useWords();
  const [reply, setReply] = useState<Replying | null>(null);
  const business = useBusinessName(conversation.number);
  const react = useMutation({
    mutationFn: (what: { to: string; emoji: string }) => api.conversations.say({ params, body: { kind: 'reaction', ...what } }),
    onError: (error) => tellProblem(error, t),
  });
  const acts: SaidActs = {
    onReply: (message) =>
      setReply({
        id: message.id,
        author: message.direction === 'out' ? business : conversation.name,
        preview: previewOf(bubbleOf(message.content, language), language),
      }),
    onReact: (message, emoji) => react.mutate({ to: message.id, emoji }),
  };

  // Whoever looks at it reads it; the phone on the other side gets its blue ticks.
  useEffect(() => {
    if (unread) markRead();
  }, [unread, markRead]);

  return (
    <>
      <section className={css.pane} aria-label={conversation.name}>
        <Head conversation={conversation} window={window} />
        <Thread id={conversation.id} name={conversation.name} acts={window.open ? acts : undefined} />
        <Composer conversation={conversation} person={conversation.person} window={window} reply={reply} onReplied={() => setReply(null)} />
      </section>
      <PersonRail conversation={conversation} person={conversation.person} window={window} />
    </>
  );
}

function Head({ conversation, window }: { readonly conversation: Found; readonly window: WindowState }): ReactNode {
  const { t, span, phone } = useWords();
  const params = { id: conversation.id };
  const isOpen = conversation.state === 'open';
  const move = useMutation({
    mutationFn: () => (isOpen ? api.conversations.close({ params }) : api.conversations.reopen({ params })),
    onError: (error) => tellProblem(error, t),
  });
  return (
    <header className={css.paneHead}>
      <Link to="/inbox" className={css.paneBack} aria-label={t('inbox.back')}>
        <Icon name="back" />
      </Link>
      <Avatar name={conversation.name} />
      <div className={css.paneWho}>
        <h2 dir="auto">
          <Link to="/contacts/$id" params={{ id: conversation.contact }}>
            {conversation.name}
          </Link>
        </h2>
        <small>{conversation.phone === null ? t('inbox.no_phone') : phone(conversation.phone)}</small>
      </div>
      <div className={css.paneWindow} data-open={window.open}>
        <WindowRing state={window} large />
        <span>
          <b>{window.open ? span(window.secondsLeft) : t('inbox.window_closed')}</b>
          <small>{t(window.open ? 'inbox.window_open_about' : 'inbox.window_closed_about')}</small>
        </span>
      </div>
      <Button
        variant="default"
        size="sm"
        className={css.act ?? ''}
        leftSection={<Icon name={isOpen ? 'check' : 'undo'} small />}
        loading={move.isPending}
        onClick={() => move.mutate()}
      >
        <span className={css.actWord}>{t(isOpen ? 'inbox.close' : 'inbox.reopen')}</span>
      </Button>
    </header>
  );
}
