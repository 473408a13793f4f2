import { type ReactNode, useRef } from 'react';
import type { TemplateCategory } from '#core/whatsapp/template.ts';
import { PickWord } from '#web/part/PickWord.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import type { TemplateDraft } from './draft.ts';
import css from './Editor.module.css';
import { withUsualSamples } from './samples.ts';
import { categoryOf, reshaped, type Shape, type Shelf, shapeOf, shapes } from './shape.ts';

type Props = {
  readonly draft: TemplateDraft;
  readonly active: string;
  /** The business accounts it may go to; asked for when there is more than one. */
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
  readonly onChange: (draft: TemplateDraft) => void;
};

const chosen = ['marketing', 'utility'] as const;

/** What is written, as a sentence of words to choose: a carousel of the kind marketing, for this account. */
export function KindField({ draft, active, accounts, onChange }: Props): ReactNode {
  const { t } = useWords();
  // What another kind of message had is kept while the page is open, so that a look at it loses nothing.
  const shelf = useRef<Shelf>(new Map());
  const content = draft.languages.find((each) => each.language === active)?.content;
  const shape: Shape = content === undefined ? 'message' : shapeOf(content);
  const demanded = categoryOf(shape);
  const pickShape = (picked: string) => {
    const next = shapes.find((each) => each === picked);
    if (next === undefined) return;
    const category: TemplateCategory = categoryOf(next) ?? (draft.category === 'authentication' ? 'marketing' : draft.category);
    const languages = draft.languages.map((each) => ({
      ...each,
      content: withUsualSamples(reshaped(shelf.current, each.language, each.content, next), each.language),
    }));
    onChange({ ...draft, category, languages });
  };
  return (
    <p className={css.rule}>
      {t('editor.sentence_what')}{' '}
      <PickWord
        label={t('editor.shape')}
        value={shape}
        placeholder=""
        options={shapes.map((each) => ({ value: each, label: t(`editor.shape_${each}`), note: t(`editor.shape_${each}_about`) }))}
        onPick={pickShape}
      />
      {demanded === null ? (
        <>
          {' '}
          {t('editor.sentence_category')}{' '}
          <PickWord
            label={t('templates.category')}
            value={draft.category}
            placeholder=""
            options={chosen.map((each) => ({ value: each, label: t(`templates.category_${each}`), note: t(`templates.${each}_about`) }))}
            onPick={(category) => onChange({ ...draft, category: category === 'utility' ? 'utility' : 'marketing' })}
          />
        </>
      ) : (
        <> ({t(`templates.category_${demanded}`)})</>
      )}
      {accounts.length > 1 && (
        <>
          {' '}
          {t('editor.sentence_account')}{' '}
          <PickWord
            label={t('editor.account')}
            value={draft.account ?? accounts[0]?.id ?? null}
            placeholder=""
            options={accounts.map((each) => ({ value: each.id, label: each.name }))}
            onPick={(account) => onChange({ ...draft, account })}
          />
        </>
      )}
      .
    </p>
  );
}
