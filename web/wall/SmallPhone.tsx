import { memo, type ReactNode } from 'react';
import type { PhoneSummary } from '#core/rehearsal/rehearsal.ts';
import { Bubble } from '#web/phone/Bubble.tsx';
import { ChatLine } from '#web/phone/ChatLine.tsx';
import { usePhoneNow } from '#web/phone/clock.ts';
import { Phone } from '#web/phone/Phone.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { wallMediaUrl } from './control.ts';
import { chatLines } from './hand/chatLines.ts';
import { directionOf, phoneState } from './phoneState.ts';
import { phoneClock } from './phoneTime.ts';
import css from './Wall.module.css';

type Props = { readonly phone: PhoneSummary; readonly business: string; readonly held: boolean; readonly onHold: (waId: string) => void };

/** The minute on a small phone is right within this. */
const clockMilliseconds = 15_000;

/** One of the people: a thumbnail of their phone, who they are and how they are. Taking it opens the chat. */
export const SmallPhone = memo(function SmallPhone({ phone, business, held, onHold }: Props): ReactNode {
  const { t, language, locale, number } = useWords();
  const now = usePhoneNow(clockMilliseconds);
  const state = t(phoneState(phone));
  const place = phone.place === '' ? '' : `, ${phone.place}`;
  return (
    <div role="listitem" className={css.small} data-held={held}>
      {/* The picture is for the eye; its button says who it is. */}
      <div aria-hidden="true" inert>
        <Phone
          business={{ name: business }}
          time={phoneClock(now, phone.timezone, locale)}
          language={language}
          size="small"
          direction={directionOf(phone.language)}
          over={phone.on_whatsapp && phone.online ? undefined : <Away phone={phone} />}
        >
          {chatLines(phone.latest, () => '').map(({ bubble, reactions }) =>
            bubble.content.kind === 'system' ? (
              <ChatLine key={bubble.id}>{bubble.content.text}</ChatLine>
            ) : (
              <Bubble
                key={bubble.id}
                content={bubble.content}
                mine={bubble.mine}
                time={null}
                language={language}
                mediaUrl={wallMediaUrl}
                reactions={reactions}
                state={bubble.mine ? (bubble.read ? 'read' : bubble.delivered ? 'delivered' : 'sent') : undefined}
              />
            ),
          )}
        </Phone>
      </div>
      {phone.unread > 0 ? <span className={css.unread}>{number(phone.unread)}</span> : null}
      <button type="button" className={css.take} aria-pressed={held} onClick={() => onHold(phone.wa_id)}>
        <span className={css.who}>
          <bdi>{phone.name}</bdi>
          {place}
        </span>
        <span className={css.how}>{state}</span>
      </button>
    </div>
  );
});

function Away({ phone }: { phone: PhoneSummary }): ReactNode {
  const { t } = useWords();
  return (
    <div className={css.noSignal}>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <path d="M4 15v-2M8 15v-4M12 15V8M16 15V5M3 4l14 13" />
      </svg>
      <b>{t(phone.on_whatsapp ? (phone.installed ? 'wall.noSignal' : 'wall.appGone') : 'wall.notOnWhatsapp')}</b>
    </div>
  );
}
