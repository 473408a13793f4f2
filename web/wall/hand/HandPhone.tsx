import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import type { Phone as PhoneReport } from '#core/rehearsal/rehearsal.ts';
import { usePhoneNow } from '#web/phone/clock.ts';
import { Phone } from '#web/phone/Phone.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { directionOf } from '../phoneState.ts';
import { phoneClock } from '../phoneTime.ts';
import { useStickToEnd } from '../useStickToEnd.ts';
import css from '../Wall.module.css';
import { Chat } from './Chat.tsx';
import { ChatHead } from './ChatHead.tsx';
import { ChatList } from './ChatList.tsx';
import { Composer } from './Composer.tsx';
import { QuickActs } from './QuickActs.tsx';
import { useHand } from './useHand.ts';

/** What lies over a phone comes when it is first opened. */
const Sheets = lazy(async () => ({ default: (await import('../sheet/Sheets.tsx')).Sheets }));
const Inspector = lazy(async () => ({ default: (await import('../inspect/Inspector.tsx')).Inspector }));
const PersonDrawer = lazy(async () => ({ default: (await import('../person/PersonDrawer.tsx')).PersonDrawer }));

type Props = {
  readonly phone: PhoneReport;
  readonly number: string | null;
  /** Begins with the list of chats instead of one. */
  readonly listed: boolean;
  readonly onChat: (number: string | null) => void;
  readonly onOlder: (() => void) | null;
};

const secondMilliseconds = 1000;

/** A phone in the hand: its chats, the open one, what lies over it, and what else a person can do with it. */
export function HandPhone({ phone, number, listed, onChat, onOlder }: Props): ReactNode {
  const { t, rich, language, locale } = useWords();
  const now = usePhoneNow(secondMilliseconds);
  const state = useHand(phone, number);
  const [inList, setInList] = useState(listed);
  const [personShown, setPersonShown] = useState(false);
  const chatRef = useRef<HTMLDivElement>(null);
  const { hand } = state;
  const shown = phone.bubbles.filter((bubble) => bubble.number === number);
  useReading(phone, hand?.chat?.unread ?? 0, inList ? null : number, hand?.act);
  useStickToEnd(chatRef, shown[0]?.id, shown.at(-1)?.id);
  const typing = hand?.chat?.typing_until ?? null;
  const business = {
    name: hand?.business ?? '',
    official: hand?.chat?.official ?? false,
    line: hand?.chat?.about ?? undefined,
    typing: typing !== null && Date.parse(typing) > now,
  };

  return (
    <>
      <Phone
        business={business}
        time={phoneClock(now, phone.timezone, locale)}
        language={language}
        direction={directionOf(phone.language)}
        online={phone.online}
        chatRef={chatRef}
        head={inList ? <ListHead /> : <ChatHead business={business} hand={hand} onBack={() => setInList(true)} />}
        composer={inList || hand === null ? <span /> : <Composer key={hand.number} hand={hand} />}
        over={
          hand === null || state.sheet === null ? undefined : (
            <Suspense fallback={null}>
              <Sheets sheet={state.sheet} hand={hand} problem={state.problem} />
            </Suspense>
          )
        }
      >
        {inList || hand === null ? (
          <ChatList
            phone={phone}
            now={now}
            onOpen={(one) => {
              setInList(false);
              onChat(one);
            }}
          />
        ) : (
          <Chat hand={hand} bubbles={shown} now={now} onOlder={onOlder} />
        )}
      </Phone>
      {state.problem === null || state.sheet !== null ? null : (
        <p className={css.problem} role="alert">
          {state.problem}
        </p>
      )}
      <p className={css.about}>{rich('wall.playing', { name: phone.name })}</p>
      {hand === null ? <p className={css.about}>{t('wall.noNumber')}</p> : <QuickActs hand={hand} onPerson={() => setPersonShown(true)} />}
      <Suspense fallback={null}>
        <Inspector id={state.inspected} name={phone.name} onClose={state.stopInspecting} />
        <PersonDrawer phone={phone} opened={personShown} onClose={() => setPersonShown(false)} />
      </Suspense>
    </>
  );
}

/** Looking at a chat reads it, as on any phone. */
function useReading(phone: PhoneReport, unread: number, number: string | null, act: ((act: { act: 'read'; number: string }) => void) | undefined): void {
  const doing = useRef(act);
  useEffect(() => {
    doing.current = act;
  });
  const reads = phone.online && phone.on_whatsapp && unread > 0;
  useEffect(() => {
    if (reads && number !== null) doing.current?.({ act: 'read', number });
  }, [reads, unread, number]);
}

function ListHead(): ReactNode {
  const { t } = useWords();
  return (
    <div className="phone-head">
      <h2 className={css.listTitle}>{t('wall.chats')}</h2>
    </div>
  );
}
