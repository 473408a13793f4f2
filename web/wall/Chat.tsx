import { Fragment, type ReactNode } from 'react';
import type { Bubble as BubbleOfPhone } from '#core/rehearsal/rehearsal.ts';
import { Bubble } from '#web/phone/Bubble.tsx';
import { ChatLine } from '#web/phone/ChatLine.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { hangReactions, parseContent, quotedText, wallMediaUrl } from './content.ts';
import type { OpenList } from './ListSheet.tsx';
import { phoneClock } from './useWall.ts';

type Props = {
  readonly bubbles: readonly BubbleOfPhone[];
  readonly timezone: string;
  readonly business: string;
  readonly onTap: (messageId: string, index: number) => void;
  readonly onOpenList: (list: OpenList) => void;
};

/** A chat as its owner sees it: days between, quotes, and buttons that can be tapped. */
export function Chat({ bubbles, timezone, business, onTap, onOpenList }: Props): ReactNode {
  const { t, language, locale, date } = useWords();
  if (bubbles.length === 0) return <ChatLine>{t('wall.emptyChat', { business })}</ChatLine>;
  const lines = hangReactions(bubbles);
  return lines.map(({ bubble, reactions }, place) => {
    const thisDay = date(bubble.at);
    const before = lines[place - 1];
    const newDay = before === undefined || date(before.bubble.at) !== thisDay;
    const quote = quotedText(bubbles, bubble.quoted);
    return (
      <Fragment key={bubble.id}>
        {newDay ? <ChatLine>{thisDay}</ChatLine> : null}
        <Bubble
          content={parseContent(bubble.content)}
          mine={bubble.mine}
          time={phoneClock(bubble.at, timezone, locale)}
          language={language}
          mediaUrl={wallMediaUrl}
          reactions={reactions}
          state={bubble.mine ? (bubble.read ? 'read' : 'delivered') : undefined}
          quoted={quote === null ? undefined : { author: business, preview: quote }}
          onTap={bubble.mine ? undefined : (button, place) => tap(bubble, button.kind === 'url' ? button.url : null, place, onTap, onOpenList)}
        />
      </Fragment>
    );
  });
}

function tap(bubble: BubbleOfPhone, url: string | null, place: number, onTap: Props['onTap'], onOpenList: Props['onOpenList']): void {
  if (bubble.content.kind === 'list') {
    onOpenList({ message: bubble.id, title: bubble.content.button, sections: bubble.content.sections });
    return;
  }
  const button = bubble.content.kind === 'card' ? bubble.content.buttons[place] : undefined;
  if (button?.kind === 'reply') onTap(bubble.id, button.index);
  else if (url !== null) window.open(url, '_blank', 'noopener,noreferrer');
}
