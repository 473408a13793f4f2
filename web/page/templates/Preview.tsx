import { Checkbox, SegmentedControl, useComputedColorScheme } from '@mantine/core';
import { memo, type ReactNode, useState } from 'react';
import type { Look } from '#core/whatsapp/draw.ts';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import { capital } from '#web/part/capital.ts';
import { PhonePreview } from '#web/part/PhonePreview.tsx';
import { templateCard } from '#web/part/templateCard.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { gapOf, isSame } from './compare.ts';
import type { TemplateDraft } from './draft.ts';
import css from './Preview.module.css';
import { shownValues } from './samples.ts';
import { useProductLook } from './useProductLook.ts';

/** The button beneath the phone stays in sight on a laptop. */
const glassHeight = 'clamp(24rem, calc(100dvh - 21rem), 38rem)';

type Props = {
  readonly draft: TemplateDraft;
  readonly active: string;
  /** Whether every language has its phone, or the one that is written. */
  readonly together: boolean;
  readonly onTogether: (together: boolean) => void;
  readonly onActive: (language: string) => void;
};

/** The message on phones, key by key: light or dark, wide or narrow, with long words, one language or all of them. */
export function Preview({ draft, active, together, onTogether, onActive }: Props): ReactNode {
  const { t, languageName, locale } = useWords();
  const scheme = useComputedColorScheme('light');
  const [picked, setPicked] = useState<'light' | 'dark' | undefined>(undefined);
  const [narrow, setNarrow] = useState(false);
  const [long, setLong] = useState(false);
  const look = useProductLook(draft.languages.map((each) => each.content));
  const theme = picked ?? scheme;
  const shown = together ? draft.languages : draft.languages.filter((each) => each.language === active);
  return (
    <div className={css.preview}>
      <div className={css.switches} role="group" aria-label={t('editor.preview')}>
        <SegmentedControl
          size="xs"
          aria-label={t('phone.look')}
          value={theme}
          onChange={(value) => setPicked(value === 'dark' ? 'dark' : 'light')}
          data={[
            { value: 'light', label: t('phone.light') },
            { value: 'dark', label: t('phone.dark') },
          ]}
        />
        <SegmentedControl
          size="xs"
          aria-label={t('phone.width')}
          value={narrow ? 'narrow' : 'large'}
          onChange={(value) => setNarrow(value === 'narrow')}
          data={[
            { value: 'large', label: t('phone.wide') },
            { value: 'narrow', label: t('phone.narrow') },
          ]}
        />
        <div className={css.choices}>
          <Checkbox size="xs" label={t('editor.long_words')} checked={long} onChange={(event) => setLong(event.currentTarget.checked)} />
          {draft.languages.length > 1 && (
            <Checkbox size="xs" label={t('editor.together')} checked={together} onChange={(event) => onTogether(event.currentTarget.checked)} />
          )}
        </div>
      </div>
      <div className={css.phones} data-many={shown.length > 1 || undefined}>
        {shown.map(({ language, content }) => (
          <div key={language} className={css.one} data-active={(shown.length > 1 && language === active) || undefined}>
            {shown.length > 1 && (
              <button type="button" className={css.name} aria-pressed={language === active} onClick={() => onActive(language)}>
                {capital(languageName(language), locale)}
                {!isSame(gapOf(draft, language)) && <small>{t('editor.gap_short')}</small>}
              </button>
            )}
            <OnePhone {...{ content, language, long, look, theme }} narrow={narrow || shown.length > 1} />
          </div>
        ))}
      </div>
    </div>
  );
}

type PhoneProps = {
  readonly content: TemplateContent;
  readonly language: string;
  readonly long: boolean;
  readonly look: Look | undefined;
  readonly theme: 'light' | 'dark';
  readonly narrow: boolean;
};

/** One language on its phone; it is drawn anew only when its own words change, however many stand beside it. */
const OnePhone = memo(function OnePhone({ content, language, long, look, theme, narrow }: PhoneProps): ReactNode {
  return (
    <PhonePreview
      content={templateCard(content, shownValues(content, long), language, look)}
      language={language}
      theme={theme}
      height={glassHeight}
      size={narrow ? 'narrow' : 'large'}
    />
  );
});
