import type { ReactNode } from 'react';
import { PhoneAvatar, type PhoneBusiness, PhoneWho } from '#web/phone/Phone.tsx';
import { PhoneIcon } from '#web/phone/PhoneIcon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from '../Wall.module.css';
import type { Hand } from './hand.ts';

/** The head of an open chat: back to all chats, who the business is, and everything else a phone can do. */
export function ChatHead({ business, hand, onBack }: { business: PhoneBusiness; hand: Hand | null; onBack: () => void }): ReactNode {
  const { t, language } = useWords();
  return (
    <div className="phone-head">
      <button type="button" className={css.headButton} onClick={onBack} aria-label={t('wall.chats')}>
        <PhoneIcon name="back" mirrored />
      </button>
      <button
        type="button"
        className={css.headWho}
        onClick={() => hand?.open({ kind: 'business' })}
        title={t('wall.businessInfo', { business: business.name })}
      >
        <PhoneAvatar name={business.name} url={business.avatar} />
        <PhoneWho business={business} language={language} line />
      </button>
      <button type="button" className={css.headButton} onClick={() => hand?.open({ kind: 'menu' })} aria-label={t('wall.menu')}>
        <PhoneIcon name="dots" />
      </button>
    </div>
  );
}
