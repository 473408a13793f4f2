import type { ReactNode } from 'react';
import type { TemplateVersion } from '#core/contract/templates.ts';
import { PhonePreview } from '#web/part/PhonePreview.tsx';
import { templateCard } from '#web/part/templateCard.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { kindWord, placeWords } from './places.ts';
import { wordDiff } from './wordDiff.ts';
import css from './Versions.module.css';

type Props = { readonly language: string; readonly version: TemplateVersion; readonly before: TemplateVersion | undefined };

/** What changed between two versions, word by word, and the message before and after on phones. */
export function VersionDiff({ language, version, before }: Props): ReactNode {
  const { t } = useWords();
  const sayValue = (at: string, value: string | null): string => {
    const word = value === null ? undefined : kindWord(at, value);
    return word === undefined ? (value ?? '') : t(word);
  };
  return (
    <div className={css.diff}>
      {version.changes.length > 0 && (
        <dl className={css.changes}>
          {version.changes.map((change) => {
            const place = placeWords(change.at);
            return (
              <div key={change.at}>
                <dt>{t(place.word, place.values)}</dt>
                <dd dir="auto">
                  {wordDiff(sayValue(change.at, change.before), sayValue(change.at, change.after)).map((piece, at) =>
                    piece.kind === 'same' ? (
                      <span key={at}>{piece.text}</span>
                    ) : piece.kind === 'gone' ? (
                      <del key={at}>{piece.text}</del>
                    ) : (
                      <ins key={at}>{piece.text}</ins>
                    ),
                  )}
                </dd>
              </div>
            );
          })}
        </dl>
      )}
      <div className={css.phones}>
        {before !== undefined && (
          <PhonePreview
            above={<p className={css.above}>{t('templates.before')}</p>}
            content={templateCard(before.content, before.content.samples, language)}
            language={language}
            size="narrow"
          />
        )}
        <PhonePreview
          above={before === undefined ? undefined : <p className={css.above}>{t('templates.after')}</p>}
          content={templateCard(version.content, version.content.samples, language)}
          language={language}
          size="narrow"
        />
      </div>
    </div>
  );
}
