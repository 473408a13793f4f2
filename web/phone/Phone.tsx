import type { CSSProperties, ReactElement, ReactNode, Ref } from 'react';
import { PhoneIcon } from './PhoneIcon.tsx';
import { PhoneStatus } from './PhoneStatus.tsx';
import { type PhoneLanguage, phoneWords } from './words.ts';
import './phone.css';

/** Whose chat is open: the shop, as its customer sees it. `line` stands beneath the name: an "about", or "typing…". */
export type PhoneBusiness = {
  readonly name: string;
  readonly avatar?: string | undefined;
  readonly line?: string | undefined;
  /** Meta's mark of an official account. */
  readonly official?: boolean | undefined;
  readonly typing?: boolean | undefined;
};

type Props = {
  readonly business: PhoneBusiness;
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
  /** Stands in place of the chat's head: a real one with ways back and forth. */
  readonly head?: ReactNode;
  /** Lies over the glass: a sheet, "No signal". */
  readonly over?: ReactNode;
  readonly online?: boolean | undefined;
  readonly chatRef?: Ref<HTMLDivElement> | undefined;
  /** The least height of the glass; large phones take 36rem. */
  readonly height?: string | undefined;
};

/** A phone with a chat on it. Drawn only with the phone's own tokens, so that it stays itself on any page. */
export function Phone(props: Props): ReactElement {
  const { business, time, language, children, size = 'large', theme, direction, composer, head, over, online = true, chatRef, height } = props;
  const words = phoneWords[language];
  const style: CSSProperties & { '--phone-height'?: string } = height === undefined ? {} : { '--phone-height': height };
  const small = size === 'small';
  return (
    <div className={`phone phone-${size}`} data-theme={theme} dir={direction} role="group" aria-label={words.phoneOf(business.name)} style={style}>
      <div className="phone-glass">
        {!small && <PhoneStatus time={time} online={online} />}
        {head ?? (
          <div className="phone-head">
            {!small && <PhoneIcon name="back" mirrored />}
            <PhoneAvatar name={business.name} url={business.avatar} />
            <PhoneWho business={business} language={language} line={!small} />
            {small && <time>{time}</time>}
          </div>
        )}
        <div className="phone-chat" ref={chatRef} {...(small ? {} : { tabIndex: 0, role: 'group', 'aria-label': words.chat })}>
          {children}
        </div>
        {!small && (composer ?? <DrawnComposer language={language} />)}
        {!small && (
          <div className="phone-home" aria-hidden="true">
            <i />
          </div>
        )}
        {over}
      </div>
    </div>
  );
}

/** The name at the head of a chat, its mark when it is official, and a line beneath. */
export function PhoneWho({ business, language, line }: { business: PhoneBusiness; language: PhoneLanguage; line: boolean }): ReactElement {
  const words = phoneWords[language];
  return (
    <span className="phone-who">
      <b dir="auto">
        <span>{business.name}</span>
        {business.official === true && (
          <span className="phone-official" role="img" aria-label={words.official} title={words.official}>
            <PhoneIcon name="verified" />
          </span>
        )}
      </b>
      {line && (
        <small dir="auto" data-typing={business.typing === true}>
          {business.typing === true ? words.typing : (business.line ?? words.businessAccount)}
        </small>
      )}
    </span>
  );
}

/** The round picture of a business: its own, or the first letter of its name. */
export function PhoneAvatar({ name, url }: { name: string; url?: string | undefined }): ReactElement {
  if (url !== undefined) return <img className="phone-avatar" src={url} alt="" />;
  return (
    <span className="phone-avatar" aria-hidden="true">
      {name.trim().charAt(0).toLocaleUpperCase()}
    </span>
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
