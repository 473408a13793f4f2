import { TextInput } from '@mantine/core';
import { type ReactNode, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { templateLengths } from '#core/whatsapp/law/template.ts';
import type { TemplateCard, TemplateContent } from '#core/whatsapp/template.ts';
import { templateVariables, variablesIn } from '#core/whatsapp/variables.ts';
import { VariableText } from '#web/part/VariableText.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { ButtonsField } from './ButtonsField.tsx';
import { CardsField } from './CardsField.tsx';
import type { TemplateDraft } from './draft.ts';
import css from './Editor.module.css';
import { type DraftFault, faultOf, warningOf } from './faults.ts';
import { HeaderField } from './HeaderField.tsx';
import { LockNote } from './LockNote.tsx';
import { OfferField } from './OfferField.tsx';
import { PasscodeField } from './PasscodeField.tsx';
import { shapeOf } from './shape.ts';
import type { Lock } from './standing.ts';
import { useOffers } from './useOffers.ts';
import { VariablesField } from './VariablesField.tsx';

type Props = {
  readonly draft: TemplateDraft;
  readonly language: string;
  /** Why nothing can be changed now. */
  readonly locked: Lock | undefined;
  readonly faults: readonly DraftFault[];
  /** The same message in the first language, to be read beside what is written. */
  readonly beside: TemplateContent | undefined;
  readonly onChange: (draft: TemplateDraft) => void;
  readonly onContent: (content: TemplateContent) => void;
};

/** The parts of a message in one language, in the order people see them. */
export function LanguageForm({ draft, language, locked, faults, beside, onChange, onContent }: Props): ReactNode {
  const { t, number } = useWords();
  const offers = useOffers();
  // The variable whose chip is open.
  const [bound, setBound] = useState<string | null>(null);
  const content = draft.languages.find((each) => each.language === language)?.content;
  // The cards keep one function for all keys; it writes into what stands here now.
  const now = useRef({ content, onContent });
  useLayoutEffect(() => {
    now.current = { content, onContent };
  }, [content, onContent]);
  const onCards = useCallback((cards: TemplateCard[]) => {
    if (now.current.content !== undefined) now.current.onContent({ ...now.current.content, cards });
  }, []);
  if (content === undefined) return null;
  const shape = shapeOf(content);
  const footer = content.footer ?? '';
  const parts = { content, faults, offers, onChange: onContent };
  return (
    <fieldset className={css.language} disabled={locked !== undefined} aria-label={t('templates.body')}>
      {locked !== undefined && <LockNote lock={locked} />}
      {shape === 'passcode' && <PasscodeField {...parts} language={language} />}
      {shape !== 'passcode' && (
        <>
          {shape !== 'carousel' && <HeaderField {...parts} kinds={shape === 'offer' ? ['image', 'video'] : undefined} beside={beside} />}
          {shape === 'offer' && <OfferField {...parts} />}
          <section className={css.part}>
            <VariableText
              titled
              formatting
              label={t('templates.body')}
              description={shape === 'carousel' ? t('editor.body_carousel') : t('templates.body_about')}
              rows={shape === 'carousel' ? 3 : 6}
              value={content.body}
              most={templateLengths.body}
              variables={[...new Set(draft.languages.flatMap((each) => variablesIn(each.content.body)))]}
              offers={offers}
              fault={faultOf(faults, '/body')}
              warning={warningOf(faults, '/body')}
              beside={beside?.body}
              onVariable={setBound}
              onChange={(body) => onContent({ ...content, body })}
            />
          </section>
          {templateVariables(content).length > 0 && <VariablesField {...{ draft, content, faults, bound, onChange, onContent }} onBound={setBound} />}
          {shape === 'message' && (
            <section className={css.part}>
              <TextInput
                label={t('templates.footer')}
                styles={{ label: { font: '600 var(--text-lg) / 1.3 var(--font-text)', letterSpacing: '-0.008em' } }}
                description={t('templates.footer_about')}
                dir="auto"
                rightSectionWidth={56}
                rightSection={
                  <span className={css.count}>{t('templates.count', { length: number([...footer].length), most: number(templateLengths.footer) })}</span>
                }
                value={footer}
                error={faultOf(faults, '/footer')}
                onChange={(event) => onContent({ ...content, footer: event.currentTarget.value })}
              />
              {(beside?.footer ?? '') !== '' && (
                <p className={css.beside} dir="auto">
                  {beside?.footer}
                </p>
              )}
            </section>
          )}
          {shape === 'carousel' ? (
            <CardsField cards={content.cards ?? []} faults={faults} offers={offers} onCards={onCards} />
          ) : (
            <ButtonsField {...parts} beside={beside} language={language} fixed={shape === 'offer'} />
          )}
        </>
      )}
    </fieldset>
  );
}
