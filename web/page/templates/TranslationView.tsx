import type { ReactNode } from 'react';
import type { Template, Translation } from '#core/contract/templates.ts';
import { capital } from '#web/part/capital.ts';
import { PhonePreview } from '#web/part/PhonePreview.tsx';
import { templateCard } from '#web/part/templateCard.ts';
import { translationWord } from '#web/part/translation.ts';
import { TranslationChip } from '#web/part/TranslationChip.tsx';
import { useNow } from '#web/ui/now.ts';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { historyState } from './history.ts';
import css from './TemplatePage.module.css';
import { useProductLook } from './useProductLook.ts';
import { useSourceWords } from './useSourceWords.ts';
import { Verdict } from './Verdict.tsx';
import { Versions } from './Versions.tsx';

/** One language of a template: what Meta says of it, why and what to do, how it came there, how it looks. */
export function TranslationView({ template, translation }: { readonly template: Template; readonly translation: Translation }): ReactNode {
  const { languageName, locale } = useWords();
  const look = useProductLook([translation.content]);
  return (
    <div className={css.view}>
      <div>
        <Section
          title={capital(languageName(translation.language), locale)}
          beside={template.translations.length > 1 ? undefined : <TranslationChip state={translation.state} />}
        >
          <Verdict template={template} translation={translation} />
        </Section>
        <Variables template={template} translation={translation} />
        <History translation={translation} />
        <Versions template={template} translation={translation} />
      </div>
      <div className={css.phone}>
        <PhonePreview
          content={templateCard(translation.content, translation.content.samples, translation.language, look)}
          language={translation.language}
          switches
        />
      </div>
    </div>
  );
}

function Variables({ template, translation }: { readonly template: Template; readonly translation: Translation }): ReactNode {
  const { t } = useWords();
  const sourceWords = useSourceWords();
  if (translation.variables.length === 0) return null;
  return (
    <Section title={t('templates.variables')} beside={t('templates.variables_about')}>
      <dl className={css.pairs}>
        {translation.variables.map((name) => {
          const source = template.fills[name];
          return (
            <div key={name}>
              <dt>
                {name}
                {source !== undefined && <small>{sourceWords(source)}</small>}
              </dt>
              <dd dir="auto">{translation.content.samples[name] ?? ''}</dd>
            </div>
          );
        })}
      </dl>
    </Section>
  );
}

function History({ translation }: { readonly translation: Translation }): ReactNode {
  const { t, dateTime, relative } = useWords();
  const now = useNow();
  return (
    <Section
      title={t('templates.history')}
      beside={translation.checked_at === null ? undefined : t('templates.checked', { when: relative(translation.checked_at, now) })}
    >
      <ol className={css.history}>
        {translation.history.map((entry, place) => {
          const state = historyState(entry.state);
          return (
            <li key={`${entry.at} ${place}`} data-state={entry.state}>
              <time dateTime={entry.at}>{dateTime(entry.at)}</time>
              <span>
                {state === undefined ? entry.state : t(translationWord(state))}
                {/* Older lines say "submitted" beside the state, which says it too. */}
                {entry.detail !== null && entry.detail !== 'submitted' && <small>{entry.detail}</small>}
              </span>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
