import type { ReactNode } from 'react';
import { usePhoneNow } from '#web/phone/clock.ts';
import { PhoneAvatar } from '#web/phone/Phone.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import type { Hand } from '../hand/hand.ts';
import css from './Sheet.module.css';
import { SheetFrame } from './SheetFrame.tsx';

const everySecond = 1000;

/** Who the business is, and how long its windows with this person stay open. */
export function BusinessSheet({ hand, problem }: { hand: Hand; problem: string | null }): ReactNode {
  const { t, phone, relative } = useWords();
  const now = usePhoneNow(everySecond);
  const { chat } = hand;
  const until = (at: string | null | undefined) =>
    at === null || at === undefined || Date.parse(at) <= now ? t('wall.closed') : t('wall.openUntil', { when: relative(at, new Date(now)) });
  return (
    <SheetFrame title={t('wall.businessInfo', { business: hand.business })} onClose={() => hand.open(null)} problem={problem}>
      <div className={css.business}>
        <PhoneAvatar name={hand.business} />
        <b dir="auto">{hand.business}</b>
        {chat === null ? null : <span dir="ltr">{phone(`+${chat.display_phone_number.replaceAll(/\D/g, '')}`)}</span>}
        <small>{t(chat?.official === true ? 'wall.official' : 'wall.businessAccount')}</small>
      </div>
      {chat?.about === null || chat?.about === undefined ? null : (
        <p className={css.help} dir="auto">
          {chat.about}
        </p>
      )}
      <dl className={css.answers}>
        <div>
          <dt>{t('wall.window')}</dt>
          <dd>{until(chat?.window_open_until)}</dd>
        </div>
        <div>
          <dt>{t('wall.freeEntry')}</dt>
          <dd>{until(chat?.free_entry_until)}</dd>
        </div>
        <div>
          <dt>{t('wall.knownAs')}</dt>
          <dd dir="ltr">{hand.phone.user_id}</dd>
        </div>
      </dl>
    </SheetFrame>
  );
}
