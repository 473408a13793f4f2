import type { CSSProperties, ReactElement, ReactNode, Ref } from 'react';
import { PhoneIcon } from './PhoneIcon.tsx';
import { type PhoneLanguage, phoneWords } from './words.ts';
import './phone.css';

type Props = {
  /** Whose chat is open: the shop, as its customer sees it. */
  readonly business: { readonly name: string; readonly avatar?: string | undefined; readonly line?: string | undefined };
  /** The phone's own clock, such as "11:42". */
  readonly time: string;
  readonly language: PhoneLanguage;
  /** Bubbles, oldest first. */
  readonly children: ReactNode;
  /** `narrow` is a small handset of 320 points; `small` a thumbnail for the wall. */
  readonly size?: 'large' | 'narrow' | 'small' | undefined;
  /** Follows the page unless said. */
  readonly theme?: 'light' | 'dark' | undefined;
  readonly direction?: 'ltr' | 'rtl' | undefined;
  /** Stands in place of the drawn composer: the wall puts a real one here. */
  readonly composer?: ReactNode;
  /** Lies over the glass: a sheet, "No signal". */
  readonly over?: ReactNode;
  readonly chatRef?: Ref<HTMLDivElement> | undefined;
  /** The least height of the glass; large phones take 36rem. */
  readonly height?: string | undefined;
};

/** A phone with a chat on it. Drawn only with the phone's own tokens, so that it stays itself on any page. */
export function Phone({ business, time, language, children, size = 'large', theme, direction, composer, over, chatRef, height }: Props): ReactElement {
  const words = phoneWords[language];
  const style: CSSProperties & { '--phone-height'?: string } = height === undefined ? {} : { '--phone-height': height };
  return (
    <div className={`phone phone-${size}`} data-theme={theme} dir={direction} role="group" aria-label={words.phoneOf(business.name)} style={style}>
      <div className="phone-glass">
        {size !== 'small' && <StatusBar time={time} />}
        <div className="phone-head">
          {size !== 'small' && <PhoneIcon name="back" mirrored />}
          <Avatar name={business.name} url={business.avatar} />
          <span className="phone-who">
            <b dir="auto">{business.name}</b>
            {size !== 'small' && <small>{business.line ?? words.businessAccount}</small>}
          </span>
          {size === 'small' && <time>{time}</time>}
        </div>
        <div className="phone-chat" ref={chatRef} {...(size === 'small' ? {} : { tabIndex: 0, role: 'group', 'aria-label': words.chat })}>
          {children}
        </div>
        {size !== 'small' && (composer ?? <DrawnComposer language={language} />)}
        {size !== 'small' && (
          <div className="phone-home" aria-hidden="true">
            <i />
          </div>
        )}
        {over}
      </div>
    </div>
  );
}

function Avatar({ name, url }: { name: string; url: string | undefined }): ReactElement {
  if (url !== undefined) return <img className="phone-avatar" src={url} alt="" />;
  return (
    <span className="phone-avatar" aria-hidden="true">
      {name.trim().charAt(0).toLocaleUpperCase()}
    </span>
  );
}

function StatusBar({ time }: { time: string }): ReactElement {
  return (
    <div className="phone-status" aria-hidden="true">
      <span>{time}</span>
      <span className="phone-eye" />
      <svg viewBox="0 0 42 12">
        <rect x="0" y="7" width="3" height="5" rx="1" />
        <rect x="4.5" y="4.5" width="3" height="7.5" rx="1" />
        <rect x="9" y="2" width="3" height="10" rx="1" />
        <rect x="20.7" y="1.7" width="18" height="9" rx="2.6" fill="none" stroke="currentColor" strokeWidth="1.2" />
        <rect x="22.6" y="3.6" width="11" height="5.2" rx="1.2" />
        <rect x="40.4" y="4.4" width="1.6" height="3.6" rx="0.8" />
      </svg>
    </div>
  );
}

function DrawnComposer({ language }: { language: PhoneLanguage }): ReactElement {
  return (
    <div className="phone-composer" aria-hidden="true">
      <PhoneIcon name="plus" />
      <span>{phoneWords[language].composer}</span>
      <em>
        <PhoneIcon name="mic" />
      </em>
    </div>
  );
}
