import { notifications } from '@mantine/notifications';
import { Fragment, type ReactNode } from 'react';
import type { Bubble as BubbleReport } from '#core/rehearsal/bubble.ts';
import type { BubbleActs } from '#web/phone/acts.ts';
import { Bubble } from '#web/phone/Bubble.tsx';
import { ChatLine } from '#web/phone/ChatLine.tsx';
import { PhoneIcon } from '#web/phone/PhoneIcon.tsx';
import { previewOf } from '#web/phone/preview.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { wallMediaUrl } from '../control.ts';
import { phoneClock, phoneDay } from '../phoneTime.ts';
import css from '../Wall.module.css';
import { chatLines } from './chatLines.ts';
import { type Hand, tapped } from './hand.ts';
import { StartChat } from './StartChat.tsx';

type Props = { readonly hand: Hand; readonly bubbles: readonly BubbleReport[]; readonly now: number; readonly onOlder: (() => void) | null };

/** A chat as its owner sees it: days between, quotes that can be followed, and everything in it that can be touched. */
export function Chat({ hand, bubbles, now, onOlder }: Props): ReactNode {
  const { t, locale } = useWords();
  const { timezone } = hand.phone;
  if (bubbles.length === 0) return <StartChat hand={hand} isNew />;
  const lines = chatLines(bubbles, (at) => phoneDay(at, now, timezone, locale));
  return (
    <>
      {onOlder === null ? null : (
        <button type="button" className={css.older} onClick={onOlder}>
          {t('wall.older')}
        </button>
      )}
      {lines.map(({ bubble, reactions, newDay }) => (
        <Fragment key={bubble.id}>
          {newDay ? <ChatLine>{phoneDay(bubble.at, now, timezone, locale)}</ChatLine> : null}
          {bubble.content.kind === 'system' ? (
            <ChatLine>{bubble.content.text}</ChatLine>
          ) : (
            <ChatBubble hand={hand} bubble={bubble} reactions={reactions} quoted={bubbles.find((one) => one.id === bubble.quoted)} />
          )}
        </Fragment>
      ))}
      {bubbles.every((bubble) => bubble.content.kind === 'system') ? <StartChat hand={hand} isNew={false} /> : null}
    </>
  );
}

type BubbleProps = { readonly hand: Hand; readonly bubble: BubbleReport; readonly reactions: readonly string[]; readonly quoted: BubbleReport | undefined };

function ChatBubble({ hand, bubble, reactions, quoted }: BubbleProps): ReactNode {
  const { t, language, locale } = useWords();
  return (
    <div id={`bubble-${bubble.id}`} className={bubble.mine ? css.lineMine : css.line}>
      <Bubble
        content={bubble.content}
        mine={bubble.mine}
        time={phoneClock(bubble.at, hand.phone.timezone, locale)}
        language={language}
        mediaUrl={wallMediaUrl}
        reactions={reactions}
        state={bubble.mine ? (bubble.read ? 'read' : bubble.delivered ? 'delivered' : 'sent') : undefined}
        quoted={
          quoted === undefined
            ? undefined
            : { author: quoted.mine ? t('wall.you') : hand.business, preview: previewOf(quoted.content, language), onGo: () => goTo(quoted.id) }
        }
        acts={actsOf(hand, bubble, t('wall.copied'))}
        menu={
          <button type="button" className="bubble-menu" aria-label={t('wall.bubbleMenu')} onClick={() => hand.open({ kind: 'bubble', bubble })}>
            <PhoneIcon name="down" />
          </button>
        }
      />
    </div>
  );
}

/** Brings a quoted bubble into sight and lets it be seen. */
function goTo(id: string): void {
  const line = document.getElementById(`bubble-${id}`);
  line?.scrollIntoView({ block: 'center' });
  const bubble = line?.querySelector('.bubble');
  bubble?.classList.remove('bubble-found');
  requestAnimationFrame(() => bubble?.classList.add('bubble-found'));
}

function actsOf(hand: Hand, bubble: BubbleReport, copied: string): BubbleActs {
  const { content, id } = bubble;
  return {
    onTap: (button) => {
      const what = tapped(id, button);
      if (typeof what === 'object') hand.open(what);
      else {
        if (button.kind === 'copy_code') {
          void navigator.clipboard.writeText(button.code);
          notifications.show({ message: copied });
        }
        hand.act({ act: 'tap', number: hand.number, message_id: id, index: button.index });
      }
    },
    onList: () => content.kind === 'list' && hand.open({ kind: 'list', message: id, list: content }),
    onProducts: (sections, catalog) => hand.open({ kind: 'shop', message: id, catalog, sections }),
    onPicture: (url, name) => hand.open({ kind: 'picture', url, name }),
    onContact: (contact) => hand.open({ kind: 'contact', contact }),
    onDetail: () => {
      if (content.kind === 'order') hand.open({ kind: 'basket', order: content });
      else if (content.kind === 'form') hand.open({ kind: 'answers', form: content });
    },
  };
}
