import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useLayoutEffect, useMemo, useRef } from 'react';
import type { Message } from '#core/contract/conversations.ts';
import { pages } from '#web/api/queries.ts';
import { sayProblem } from '#web/part/problem.ts';
import { mediaUrl } from '#web/part/templateCard.ts';
import { useBusinessName } from '#web/part/useBusiness.ts';
import { Bubble } from '#web/phone/Bubble.tsx';
import { bubbleOf } from '#web/phone/message.ts';
import { ChatLine } from '#web/phone/ChatLine.tsx';
import { FailedFace, LoadingLines } from '#web/ui/Faces.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { DoubtActs } from './DoubtActs.tsx';
import css from './Inbox.module.css';
import { MessageDetails } from './MessageDetails.tsx';
import { Origin } from './Origin.tsx';
import { type SaidActs, SaidMenu } from './SaidMenu.tsx';
import { type Quote, quoteOf, threadLines, ticksOf } from './thread.ts';
import { present } from '#web/ui/now.ts';

/** What was said, oldest above. The end stays in sight when something comes, unless the reader has gone up. */
export function Thread(props: { readonly id: string; readonly name: string; readonly acts: SaidActs | undefined }): ReactNode {
  const { t, date, dayName } = useWords();
  const said = useInfiniteQuery(pages.conversations.messages({ params: { id: props.id } }));
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const messages = useMemo(() => said.data?.pages.flatMap((page) => page.items) ?? [], [said.data]);
  const lines = threadLines(messages, date);
  const business = useBusinessName(null);
  const newest = messages[0]?.id;

  useLayoutEffect(() => {
    const chat = box.current;
    if (chat === null || newest === undefined) return undefined;
    const toEnd = () => {
      if (atEnd.current) chat.scrollTop = chat.scrollHeight;
    };
    toEnd();
    const observer = new ResizeObserver(toEnd);
    for (const line of chat.children) observer.observe(line);
    return () => observer.disconnect();
  }, [newest]);

  const onScroll = () => {
    const chat = box.current;
    if (chat !== null) atEnd.current = chat.scrollHeight - chat.scrollTop - chat.clientHeight < endSlackPixels;
  };

  if (said.isPending) return <LoadingLines height={52} lines={5} />;
  if (said.isError) return <FailedFace title={t('shell.failed_title')} text={sayProblem(said.error, t)} again={() => void said.refetch()} />;
  return (
    <div ref={box} className={css.thread} role="log" aria-label={t('inbox.thread', { name: props.name })} onScroll={onScroll} {...reachable}>
      {said.hasNextPage ? (
        <Button variant="subtle" size="compact-sm" loading={said.isFetchingNextPage} onClick={() => void said.fetchNextPage()}>
          {t('inbox.earlier')}
        </Button>
      ) : null}
      {lines.length === 0 ? <ChatLine>{t('inbox.thread_empty')}</ChatLine> : null}
      {lines.map((line) =>
        line.kind === 'day' ? (
          <ChatLine key={line.key}>{dayName(line.at, present())}</ChatLine>
        ) : (
          <Said
            key={line.key}
            message={line.message}
            reactions={line.reactions}
            hasOurs={line.hasOurs}
            quoted={quoteOf(line.message, messages, { person: props.name, business })}
            acts={props.acts}
          />
        ),
      )}
    </div>
  );
}

/** What scrolls must be reached by the keyboard too, although nothing in it may be a button. */
const reachable = { tabIndex: 0 };

/** So near to the end counts as at the end. */
const endSlackPixels = 48;

function Said({
  message,
  reactions,
  hasOurs,
  quoted,
  acts,
}: {
  readonly message: Message;
  readonly reactions: readonly string[];
  readonly hasOurs: boolean;
  readonly quoted: Quote | undefined;
  readonly acts: SaidActs | undefined;
}): ReactNode {
  const { time, language } = useWords();
  const bubble = bubbleOf(message.content, language);
  if (bubble.kind === 'system') return <ChatLine>{bubble.text}</ChatLine>;
  return (
    <>
      <Bubble
        content={bubble}
        mine={message.direction === 'out'}
        time={time(message.at)}
        language={language}
        mediaUrl={mediaUrl}
        state={ticksOf(message)}
        reactions={reactions}
        quoted={quoted}
        note={<Origin message={message} />}
        menu={acts !== undefined && isKnownThere(message) ? <SaidMenu message={message} canTakeBack={hasOurs} acts={acts} /> : undefined}
      />
      <MessageDetails message={message} />
      {message.error === null || message.state === 'in_doubt' ? null : (
        <p className={css.error}>
          {message.error.message} <code>{message.error.code}</code>
        </p>
      )}
      {message.state === 'in_doubt' ? <DoubtActs message={message} /> : null}
    </>
  );
}

/** Only what WhatsApp has can be quoted and reacted to. */
function isKnownThere(message: Message): boolean {
  return !['queued', 'sending', 'failed', 'in_doubt'].includes(message.state);
}
