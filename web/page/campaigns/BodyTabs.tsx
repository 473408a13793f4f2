import type { ReactNode } from 'react';
import { capital } from '#web/part/capital.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './FreeBody.module.css';
import { type Bodies, type BodiesFaults, bodyOf, faultyLanguages } from './freeBodies.ts';

type Props = {
  readonly free: Bodies;
  readonly languages: readonly string[];
  readonly language: string;
  readonly faults: BodiesFaults;
  readonly onLanguage: (language: string) => void;
};

/** The languages of the free message beside one another: which are written, which would be refused, which get the template. */
export function BodyTabs({ free, languages, language, faults, onLanguage }: Props): ReactNode {
  const { t, languageName, locale } = useWords();
  const faulty = faultyLanguages(faults);
  return (
    <div className={css.tabs} role="group" aria-label={t('compose.free_language')}>
      {languages.map((each) => {
        const isWritten = bodyOf(free, each) !== undefined;
        const isFaulty = faulty.includes(each);
        return (
          <button key={each} type="button" className={isWritten ? undefined : css.unwritten} aria-pressed={each === language} onClick={() => onLanguage(each)}>
            {isWritten && <Icon name={isFaulty ? 'failed' : 'check'} small className={isFaulty ? css.bad : css.good} />}
            {capital(languageName(each), locale)}
            <span className={css.hidden}>
              {': '}
              {t(isFaulty ? 'compose.free_is_faulty' : isWritten ? 'compose.free_is_written' : 'compose.free_is_unwritten')}
            </span>
          </button>
        );
      })}
    </div>
  );
}
