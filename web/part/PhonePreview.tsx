import { SegmentedControl, useComputedColorScheme } from '@mantine/core';
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import type { MessageContent } from '#core/whatsapp/message.ts';
import { Bubble } from '#web/phone/Bubble.tsx';
import { ChatLine } from '#web/phone/ChatLine.tsx';
import { bubbleOf } from '#web/phone/message.ts';
import { Phone } from '#web/phone/Phone.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './PhonePreview.module.css';
import { directionOf, mediaUrl } from './templateCard.ts';
import { useBusinessName } from './useBusiness.ts';
import { present } from '#web/ui/now.ts';

type Props = {
  readonly content: MessageContent;
  /** The language the message is written in; the phone turns for Arabic. */
  readonly language: string;
  readonly number?: string | null;
  /** Above the phone: whose eyes these are. */
  readonly above?: ReactNode;
  /** Light or dark, wide or narrow, to be tried beneath the phone. */
  readonly switches?: boolean;
  /** Where the page has switches of its own: which look the phone has; the reader's own when left out. */
  readonly theme?: 'light' | 'dark';
  readonly size?: 'large' | 'narrow';
  /** The height of the glass, where the page has less room. */
  readonly height?: string;
};

/** A message as it will look on a customer's phone. What people see is drawn, not photographed: lines may break elsewhere. */
export function PhonePreview({ content, language, number = null, above, switches = false, theme: given, size: width, height }: Props): ReactNode {
  const voice = useWords();
  const scheme = useComputedColorScheme('light');
  const [look, setLook] = useState<string | undefined>(undefined);
  const [size, setSize] = useState<string>('large');
  const business = useBusinessName(number);
  const now = present().toISOString();
  // As on a phone, what came last is in sight: a long message is read from its end.
  const chat = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    chat.current?.scrollTo({ top: chat.current.scrollHeight });
  }, [content]);
  const theme = given ?? ((look ?? scheme) === 'dark' ? 'dark' : 'light');

  return (
    <div className={css.preview}>
      {above}
      <Phone
        business={{ name: business }}
        time={voice.time(now)}
        language={voice.language}
        size={width ?? (size === 'narrow' ? 'narrow' : 'large')}
        theme={theme}
        height={height}
        chatRef={chat}
        direction={directionOf(language)}
      >
        <ChatLine>{voice.shortDate(now, present())}</ChatLine>
        {!isEmpty(content) && <Bubble content={bubbleOf(content)} mine={false} time={voice.time(now)} language={voice.language} mediaUrl={mediaUrl} />}
      </Phone>
      {switches && (
        <div className={css.switches}>
          <SegmentedControl
            size="xs"
            aria-label={voice.t('phone.look')}
            value={theme}
            onChange={setLook}
            data={[
              { value: 'light', label: voice.t('phone.light') },
              { value: 'dark', label: voice.t('phone.dark') },
            ]}
          />
          <SegmentedControl
            size="xs"
            aria-label={voice.t('phone.width')}
            value={size}
            onChange={setSize}
            data={[
              { value: 'large', label: voice.t('phone.wide') },
              { value: 'narrow', label: voice.t('phone.narrow') },
            ]}
          />
        </div>
      )}
    </div>
  );
}

/** A message nobody has begun to write is not drawn as an empty bubble. */
function isEmpty(content: MessageContent): boolean {
  return (
    content.kind === 'card' && content.text.trim() === '' && content.header === null && (content.footer ?? '').trim() === '' && content.buttons.length === 0
  );
}
