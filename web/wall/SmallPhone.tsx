import type { ReactNode } from 'react';
import type { PhoneSummary } from '#core/rehearsal/rehearsal.ts';
import { Bubble } from '#web/phone/Bubble.tsx';
import { Phone } from '#web/phone/Phone.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { hangReactions, parseContent, wallMediaUrl } from './content.ts';
import { directionOf, phoneState } from './phoneState.ts';
import { phoneClock } from './useWall.ts';
import css from './Wall.module.css';

/** One of the people: a thumbnail of their phone, who they are and how they are. Taking it opens the chat. */
export function SmallPhone(props: { phone: PhoneSummary; now: string; business: string; held: boolean; onHold: () => void }): ReactNode {
  const { t, language, locale } = useWords();
  const { phone } = props;
  const state = t(phoneState(phone));
  const time = props.now === '' ? '' : phoneClock(props.now, phone.timezone, locale);
  return (
    <button type="button" className={css.small} aria-pressed={props.held} onClick={props.onHold}>
      <Phone
        business={{ name: props.business }}
        time={time}
        language={language}
        size="small"
        direction={directionOf(phone.language)}
        over={phone.online ? undefined : <NoSignal />}
      >
        {hangReactions(phone.latest).map(({ bubble, reactions }) => (
          <Bubble
            key={bubble.id}
            content={parseContent(bubble.content)}
            mine={bubble.mine}
            time={null}
            language={language}
            mediaUrl={wallMediaUrl}
            reactions={reactions}
            state={bubble.mine ? (bubble.read ? 'read' : 'delivered') : undefined}
          />
        ))}
      </Phone>
      {phone.unread > 0 ? <span className={css.unread}>{phone.unread}</span> : null}
      <span className={css.who} dir="auto">
        {phone.name}
        {phone.place === '' ? '' : `, ${phone.place}`}
      </span>
      <span className={css.how}>{state}</span>
    </button>
  );
}

function NoSignal(): ReactNode {
  const { t } = useWords();
  return (
    <div className={css.noSignal}>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <path d="M4 15v-2M8 15v-4M12 15V8M16 15V5M3 4l14 13" />
      </svg>
      <b>{t('wall.noSignal')}</b>
    </div>
  );
}
