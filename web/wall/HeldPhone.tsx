import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Act, Phone as PhoneOfSomebody, World } from '#core/rehearsal/rehearsal.ts';
import { Phone } from '#web/phone/Phone.tsx';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { Chat } from './Chat.tsx';
import { control } from './control.ts';
import { ListSheet, type OpenList } from './ListSheet.tsx';
import { PhoneActs } from './PhoneActs.tsx';
import { PhoneComposer } from './PhoneComposer.tsx';
import { directionOf } from './phoneState.ts';
import { useStickToEnd } from './useStickToEnd.ts';
import { openChat, phoneClock, usePhone } from './useWall.ts';
import css from './Wall.module.css';

/** The phone that is held: its chat, a real keyboard, and what else a person can do with it. */
export function HeldPhone(props: { waId: string; world: World | undefined; onPutBack: () => void }): ReactNode {
  const { t } = useWords();
  const phone = usePhone(props.waId);
  if (phone.isError) return <p className={css.face}>{t('wall.failed')}</p>;
  if (phone.data === undefined) return <div className={css.bigSkeleton} aria-busy="true" />;
  return <Held phone={phone.data} world={props.world} onPutBack={props.onPutBack} />;
}

function Held({ phone, world, onPutBack }: { phone: PhoneOfSomebody; world: World | undefined; onPutBack: () => void }): ReactNode {
  const { t, rich, language, locale } = useWords();
  const [list, setList] = useState<OpenList | null>(null);
  const [asked, setAsked] = useState<string | null>(null);
  const act = useMutation({ mutationFn: (what: Act) => control.act(phone.wa_id, what) });
  const chat = openChat(phone, asked, world?.numbers[0]);
  const chatRef = useRef<HTMLDivElement>(null);
  const { mutate } = act;

  // Looking at a chat reads it, as on any phone.
  const unread = chat === null || !phone.online ? 0 : chat.unread;
  const number = chat?.number;
  useEffect(() => {
    if (unread > 0 && number !== undefined) mutate({ act: 'read', number });
  }, [unread, number, mutate]);

  useStickToEnd(chatRef, phone.bubbles.length);

  return (
    <>
      <Button className={css.putBack} variant="subtle" size="compact-sm" leftSection={<Icon name="back" small />} onClick={onPutBack}>
        {t('wall.putBack')}
      </Button>
      {phone.chats.length > 1 ? (
        <div className={css.chats} role="group" aria-label={t('wall.chats')}>
          {phone.chats.map((one) => (
            <Button key={one.number} size="compact-sm" variant={one.number === number ? 'light' : 'subtle'} onClick={() => setAsked(one.number)}>
              {one.verified_name}
            </Button>
          ))}
        </div>
      ) : null}
      <Phone
        business={{ name: chat?.name ?? '' }}
        time={world === undefined ? '' : phoneClock(world.now, phone.timezone, locale)}
        language={language}
        chatRef={chatRef}
        direction={directionOf(phone.language)}
        composer={
          <PhoneComposer
            disabled={chat === null || !phone.online}
            sending={act.isPending}
            onWrite={(text) => number !== undefined && mutate({ act: 'write', number, text })}
          />
        }
        over={
          list === null ? undefined : (
            <ListSheet
              list={list}
              onClose={() => setList(null)}
              onChoose={(row) => number !== undefined && mutate({ act: 'choose', number, message_id: list.message, row }, { onSuccess: () => setList(null) })}
            />
          )
        }
      >
        {number === undefined ? null : (
          <Chat
            bubbles={phone.bubbles.filter((bubble) => bubble.number === number)}
            timezone={phone.timezone}
            business={chat?.name ?? ''}
            onTap={(message_id, index) => mutate({ act: 'tap', number, message_id, index })}
            onOpenList={setList}
          />
        )}
      </Phone>
      {act.isError ? (
        <p className={css.problem} role="alert">
          {act.error.message}
        </p>
      ) : null}
      <p className={css.about}>{rich('wall.playing', { name: phone.name })}</p>
      {number === undefined ? null : <PhoneActs phone={phone} number={number} onAct={mutate} />}
    </>
  );
}
