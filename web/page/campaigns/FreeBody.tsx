import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { firstFree } from '#web/part/free/kinds.ts';
import { FreeEditor } from '#web/part/FreeEditor.tsx';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { BodyTabs } from './BodyTabs.tsx';
import css from './Composer.module.css';
import own from './FreeBody.module.css';
import { type Bodies, type BodiesFaults, bodyOf, isEmpty, modelsFor, withBody } from './freeBodies.ts';

type Props = {
  readonly free: Bodies;
  /** Messages that were taken out, for when their language is written again. */
  readonly dropped: Bodies;
  readonly languages: readonly string[];
  readonly language: string;
  /** Whether the template is approved in that language: else nobody gets its message. */
  readonly isApproved: boolean;
  readonly faults: BodiesFaults;
  readonly variables: readonly string[];
  readonly onLanguage: (language: string) => void;
  readonly onChange: (free: Bodies) => void;
};

/** The free message in one language, and the way to the others; a language without one gets the template. */
export function FreeBody({ free, dropped, languages, language, isApproved, faults, variables, onLanguage, onChange }: Props): ReactNode {
  const { t, languageName } = useWords();
  const body = bodyOf(free, language);
  const found = faults[language] ?? [];
  const models = isEmpty(body) ? modelsFor(free, language) : [];
  const name = languageName(language);
  return (
    <>
      {(languages.length > 1 || !isApproved) && <BodyTabs free={free} languages={languages} language={language} faults={faults} onLanguage={onLanguage} />}
      {body !== undefined && !isApproved && <p className={css.wrong}>{t('compose.free_idle', { language: name })}</p>}
      {body === undefined ? (
        <p className={css.quiet}>{t('compose.free_in_none', { language: name })}</p>
      ) : (
        <FreeEditor key={language} value={body} faults={found} variables={variables} onChange={(next) => onChange(withBody(free, language, next))} />
      )}
      {(body === undefined || models.length > 0) && (
        <div className={own.acts}>
          {body === undefined && (
            <Button
              size="xs"
              variant="filled"
              leftSection={<Icon name="plus" small />}
              onClick={() => onChange(withBody(free, language, bodyOf(dropped, language) ?? firstFree))}
            >
              {t('compose.free_write', { language: name })}
            </Button>
          )}
          {models.map((model) => (
            <Button key={model} size="xs" leftSection={<Icon name="copy" small />} onClick={() => onChange(withBody(free, language, bodyOf(free, model)))}>
              {t('compose.free_like', { language: languageName(model) })}
            </Button>
          ))}
        </div>
      )}
      {found
        .filter((fault) => fault.at === '')
        .map((fault) => (
          <p key={fault.message} className={css.wrong} role="alert">
            {fault.message}
          </p>
        ))}
      {body !== undefined && Object.keys(free).length > 1 && (
        <div>
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            leftSection={<Icon name="close" small />}
            onClick={() => onChange(withBody(free, language, undefined))}
          >
            {t('compose.free_drop', { language: name })}
          </Button>
        </div>
      )}
    </>
  );
}
