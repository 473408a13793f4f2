import { ActionIcon } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Translation } from '#core/contract/templates.ts';
import { templateLanguages } from '#core/whatsapp/law/languages.ts';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import { capital } from '#web/part/capital.ts';
import { PickWord } from '#web/part/PickWord.tsx';
import { TranslationChip } from '#web/part/TranslationChip.tsx';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { type TemplateDraft, withLanguage, withLanguageCode, withoutLanguage } from './draft.ts';
import css from './LanguageBar.module.css';

type Props = {
  readonly draft: TemplateDraft;
  readonly active: string;
  readonly known: ReadonlyMap<string, Translation>;
  readonly ready: ReadonlyMap<string, TemplateContent> | undefined;
  /** Languages that Meta would refuse as they stand. */
  readonly faulty: readonly string[];
  readonly onActive: (language: string) => void;
  readonly onChange: (draft: TemplateDraft) => void;
};

/** The languages of a draft beside one another: choose one to write, add one, call one by another code, take one out. */
export function LanguageBar({ draft, active, known, ready, faulty, onActive, onChange }: Props): ReactNode {
  const { t, languageName, locale } = useWords();
  const name = (code: string) => capital(languageName(code), locale);
  const free = [...templateLanguages]
    .filter((code) => !draft.languages.some((each) => each.language === code))
    .map((code) => ({ value: code, label: name(code), note: ready?.has(code) === true ? t('editor.language_ready') : code }))
    .sort((one, other) => Number(ready?.has(other.value) === true) - Number(ready?.has(one.value) === true) || one.label.localeCompare(other.label, locale));
  const add = (code: string) => {
    const content = ready?.get(code);
    onChange(content === undefined ? withLanguage(draft, code, active) : { ...draft, languages: [...draft.languages, { language: code, content }] });
    onActive(code);
  };
  const fresh = !known.has(active);
  return (
    <section className={css.bar} aria-label={t('templates.languages')}>
      <div className={css.tabs} role="group" aria-label={t('templates.languages')}>
        {(draft.languages.length > 1 || !fresh) &&
          draft.languages.map(({ language }) => {
            const there = known.get(language);
            return (
              <button key={language} type="button" aria-pressed={language === active} onClick={() => onActive(language)}>
                {faulty.includes(language) && <Icon name="failed" small className={css.bad} />}
                {name(language)}
                {faulty.includes(language) && <span className={css.hidden}>{t('editor.language_faulty')}</span>}
                {there !== undefined && <TranslationChip state={there.state} />}
              </button>
            );
          })}
      </div>
      <span className={css.acts}>
        {fresh && draft.languages.length > 1 && (
          <ActionIcon
            aria-label={t('editor.remove_language', { language: name(active) })}
            onClick={() => {
              const left = withoutLanguage(draft, active);
              onChange(left);
              onActive(left.languages[0]?.language ?? active);
            }}
          >
            <Icon name="trash" small />
          </ActionIcon>
        )}
        {fresh && (
          <span className={css.change}>
            {t('editor.written_in')}{' '}
            <PickWord
              label={t('templates.language')}
              value={active}
              placeholder=""
              options={[{ value: active, label: name(active), note: active }, ...free]}
              onPick={(code) => {
                onChange(withLanguageCode(draft, active, code));
                onActive(code);
              }}
            />
          </span>
        )}
        <PickWord label={t('templates.add_language')} value={null} placeholder={t('templates.add_language')} options={free} onPick={add} />
      </span>
    </section>
  );
}
