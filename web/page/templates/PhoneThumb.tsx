import type { ReactNode } from 'react';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import { directionOf, mediaUrl, templateCard } from '#web/part/templateCard.ts';
import { useBusinessName } from '#web/part/useBusiness.ts';
import { Bubble } from '#web/phone/Bubble.tsx';
import { bubbleOf } from '#web/phone/message.ts';
import { Phone } from '#web/phone/Phone.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './PhoneThumb.module.css';
import { present } from '#web/ui/now.ts';

/** A message as a small phone, to be recognised rather than read; what it says stands in its name for those who do not see it. */
export function PhoneThumb({ content, language }: { readonly content: TemplateContent; readonly language: string }): ReactNode {
  const voice = useWords();
  const business = useBusinessName(null);
  const now = present().toISOString();
  const card = templateCard(content, content.samples, language);
  return (
    <div className={css.frame} role="img" aria-label={card.text}>
      <div className={css.small} inert>
        <Phone business={{ name: business }} time={voice.time(now)} language={voice.language} size="narrow" height="30rem" direction={directionOf(language)}>
          <Bubble content={bubbleOf(card)} mine={false} time={voice.time(now)} language={voice.language} mediaUrl={mediaUrl} />
        </Phone>
      </div>
    </div>
  );
}
