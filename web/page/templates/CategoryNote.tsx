import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Fragment, type ReactNode, useMemo } from 'react';
import { guessCategory, reasonWords } from '#core/whatsapp/law/category.ts';
import { priceOf } from '#core/whatsapp/price.ts';
import type { TemplateCategory } from '#core/whatsapp/template.ts';
import { queries } from '#web/api/queries.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { contentIn, type TemplateDraft } from './draft.ts';
import css from './Editor.module.css';
import { shapeOf } from './shape.ts';
import { present } from '#web/ui/now.ts';

type Props = {
  readonly draft: TemplateDraft;
  readonly language: string;
  /** Whether the template is at Meta already, so that its category stays. */
  readonly settled: boolean;
  readonly onChange: (draft: TemplateDraft) => void;
};

/** What Meta will likely file the message under, which words say so, and what that costs beside what was asked for. */
export function CategoryNote({ draft, language, settled, onChange }: Props): ReactNode {
  const { t, language: reader } = useWords();
  const content = contentIn(draft, language);
  const guessed = useMemo(() => guessCategory(content, language), [content, language]);
  if (content.body.trim() === '' || shapeOf(content) === 'passcode') return null;
  const agrees = guessed.guess === draft.category;
  const because = [...new Map(guessed.reasons.map((reason) => [reason.because, guessed.reasons.filter((each) => each.because === reason.because)])).entries()];
  const asked = t(`templates.category_${draft.category}`);
  const guess = t(`templates.category_${guessed.guess}`);
  return (
    <section className={agrees ? css.guess : `${css.guess} ${css.differs}`} aria-label={t('editor.category_guess')} role="status">
      <p>
        <Icon name={agrees ? 'check' : 'look'} small /> {t(agrees ? 'editor.category_agrees' : 'editor.category_differs', { asked, guess })}
      </p>
      <ul>
        {because.map(([code, reasons]) => (
          <li key={code}>
            {reasonWords(code, reader)}{' '}
            {[...new Set(reasons.map((reason) => reason.words))]
              .filter((words) => words !== '')
              .map((words, at) => (
                <Fragment key={words}>
                  {at > 0 && ', '}
                  <q dir="auto">{words}</q>
                </Fragment>
              ))}
          </li>
        ))}
      </ul>
      {!agrees && <Cost asked={draft.category} guess={guessed.guess} />}
      {!agrees && !settled && (
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => onChange({ ...draft, category: guessed.guess })}
          disabled={guessed.guess === 'authentication'}
        >
          {t('editor.category_take', { guess })}
        </Button>
      )}
    </section>
  );
}

/** One message in the workspace's own country, under one category and under the other. */
function Cost({ asked, guess }: { readonly asked: TemplateCategory; readonly guess: TemplateCategory }): ReactNode {
  const { t, money, country } = useWords();
  const workspace = useQuery(queries.settings.me()).data?.workspace;
  if (workspace === undefined) return null;
  const where = { country: workspace.default_country, currency: workspace.currency, at: present() };
  const [before, now] = [priceOf({ ...where, category: asked }), priceOf({ ...where, category: guess })];
  if (before === undefined || now === undefined) return null;
  return (
    <p>
      {t('editor.category_costs', {
        country: country(where.country),
        now: money(now.each, true),
        before: money(before.each, true),
        asked: t(`templates.category_${asked}`),
        guess: t(`templates.category_${guess}`),
      })}
    </p>
  );
}
