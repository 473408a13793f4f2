import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Template, Translation } from '#core/contract/templates.ts';
import { api } from '#web/api/api.ts';
import { capital } from '#web/part/capital.ts';
import { PhonePreview } from '#web/part/PhonePreview.tsx';
import { tellProblem } from '#web/part/tell.ts';
import { templateCard } from '#web/part/templateCard.ts';
import { translationWord } from '#web/part/translation.ts';
import { TranslationChip } from '#web/part/TranslationChip.tsx';
import { Icon } from '#web/ui/Icon.tsx';
import { LinkButton } from '#web/ui/LinkButton.tsx';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { historyState } from './history.ts';
import css from './TemplatePage.module.css';

/** One language of a template: what Meta says of it, why and what to do, how it came there, how it looks. */
export function TranslationView({ template, translation }: { readonly template: Template; readonly translation: Translation }): ReactNode {
  const { t, dateTime, languageName, locale } = useWords();
  const submit = useMutation({
    mutationFn: () => api.templates.submit({ params: { id: template.id }, body: { language: translation.language } }),
    onError: (error) => tellProblem(error, t),
  });
  const correctable = translation.state === 'rejected' || translation.state === 'paused' || translation.state === 'draft';

  return (
    <div className={css.view}>
      <div>
        <Section
          title={capital(languageName(translation.language), locale)}
          beside={template.translations.length > 1 ? undefined : <TranslationChip state={translation.state} />}
        >
          <div className={translation.state === 'rejected' || translation.state === 'disabled' ? `${css.verdict} ${css.no}` : css.verdict} aria-live="polite">
            <p className={css.say}>{t(`templates.says_${translation.state}`)}</p>
            {translation.reason !== null && <p>{translation.reason}</p>}
            {translation.recommendation !== null && <p className={css.cure}>{translation.recommendation}</p>}
            <p className={css.when}>{t('templates.since', { when: dateTime(translation.state_at) })}</p>
            {correctable && (
              <div className={css.acts}>
                <LinkButton
                  to="/templates/$id/languages/$language"
                  params={{ id: template.id, language: translation.language }}
                  leftSection={<Icon name="edit" small />}
                  variant={translation.state === 'draft' ? 'default' : 'filled'}
                >
                  {t('templates.correct')}
                </LinkButton>
                {translation.state === 'draft' && (
                  <Button variant="filled" loading={submit.isPending} onClick={() => submit.mutate()}>
                    {t('templates.submit')}
                  </Button>
                )}
              </div>
            )}
          </div>
        </Section>
        {translation.variables.length > 0 && (
          <Section title={t('templates.variables')} beside={t('templates.variables_about')}>
            <dl className={css.pairs}>
              {translation.variables.map((name) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd dir="auto">{translation.content.samples[name] ?? ''}</dd>
                </div>
              ))}
            </dl>
          </Section>
        )}
        <Section title={t('templates.history')}>
          <ol className={css.history}>
            {translation.history.map((entry, place) => (
              <li key={`${entry.at} ${place}`}>
                <time dateTime={entry.at}>{dateTime(entry.at)}</time>
                <span>
                  {historyState(entry.state) === undefined ? entry.state : t(translationWord(historyState(entry.state) ?? 'unknown'))}
                  {/* Older lines say "submitted" beside the state, which says it too. */}
                  {entry.detail !== null && entry.detail !== 'submitted' && <small>{entry.detail}</small>}
                </span>
              </li>
            ))}
          </ol>
        </Section>
      </div>
      <div className={css.phone}>
        <PhonePreview content={templateCard(translation.content, translation.content.samples)} language={translation.language} switches />
      </div>
    </div>
  );
}
