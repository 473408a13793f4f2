import { Button } from '@mantine/core';
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import type { Translation } from '#core/contract/templates.ts';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { CategoryNote } from './CategoryNote.tsx';
import { gapOf, isSame } from './compare.ts';
import { contentIn, type TemplateDraft, withContent } from './draft.ts';
import css from './Editor.module.css';
import { shownFaults } from './faults.ts';
import { findAllFaults } from './faultsOfAll.ts';
import { Findings } from './Findings.tsx';
import { GapNote } from './GapNote.tsx';
import { LanguageBar } from './LanguageBar.tsx';
import { LanguageForm } from './LanguageForm.tsx';
import { Preview } from './Preview.tsx';
import { PhonePeek } from './PhonePeek.tsx';
import { withUsualSamples } from './samples.ts';
import { isLocked } from './standing.ts';

type Props = {
  readonly draft: TemplateDraft;
  readonly onChange: (draft: TemplateDraft) => void;
  /** Meta's name of the template. */
  readonly name: string;
  /** The language that is written now. */
  readonly active: string;
  readonly onActive: (language: string) => void;
  /** What Meta knows of each language; nothing yet for a new template. */
  readonly known: ReadonlyMap<string, Translation>;
  /** Languages that are written already, should they be added: those of a gallery. */
  readonly ready?: ReadonlyMap<string, TemplateContent>;
  /** The languages that would be handed over by the button. */
  readonly handed: readonly string[];
  /** The sentence on top: what it is, how it is called. */
  readonly top: ReactNode;
  readonly submitWord: string;
  readonly onSubmit: () => void;
  readonly busy: boolean;
  /** What the server answered, in words. */
  readonly problem: string | undefined;
};

/** Writes a template in its languages beside the phones it will be read on. */
export function Workbench(props: Props): ReactNode {
  const { draft, onChange, active, known, handed } = props;
  const { t, language: reader } = useWords();
  const [asked, setAsked] = useState(false);
  const [together, setTogether] = useState(false);
  // The phone follows every key at once; the laws may come a frame later.
  const late = useDeferredValue(draft);
  const found = useMemo(() => findAllFaults(late, props.name, reader), [late, props.name, reader]);
  const content = contentIn(draft, active);
  const first = draft.languages[0];
  const faults = shownFaults(found.get(active) ?? [], { title: draft.title, content }, asked);
  const blocked = handed.filter((language) => (found.get(language) ?? []).some((fault) => fault.hard));
  const gap = gapOf(draft, active);
  const lock = known.get(active);
  const submit = () => {
    setAsked(true);
    const [bad] = blocked.includes(active) ? [active] : blocked;
    if (bad !== undefined) props.onActive(bad);
    else if (handed.length > 0) props.onSubmit();
  };

  return (
    <form
      className={together && draft.languages.length > 1 ? `${css.editor} ${css.together}` : css.editor}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className={css.form}>
        {props.top}
        <LanguageBar
          draft={draft}
          active={active}
          known={known}
          ready={props.ready}
          faulty={asked ? blocked : []}
          onActive={props.onActive}
          onChange={onChange}
        />
        {!isSame(gap) && first !== undefined && <GapNote gap={gap} first={first.language} />}
        <LanguageForm
          key={active}
          draft={draft}
          language={active}
          locked={lock === undefined ? undefined : isLocked(lock)}
          faults={faults}
          beside={first === undefined || first.language === active ? undefined : first.content}
          onChange={onChange}
          onContent={(next) => onChange(withContent(draft, active, withUsualSamples(next, active)))}
        />
      </div>
      <PhonePeek draft={draft} active={active} onActive={props.onActive} />
      <div className={css.side}>
        <Preview draft={draft} active={active} together={together} onTogether={setTogether} onActive={props.onActive} />
        <div className={css.foot}>
          <CategoryNote draft={late} language={active} settled={known.size > 0} onChange={onChange} />
          <Findings faults={faults} asked={asked} draft={draft} language={active} settled={known.size > 0} onChange={onChange} />
          {props.problem !== undefined && (
            <p className={css.fault} role="alert">
              {props.problem}
            </p>
          )}
          <Button
            type="submit"
            variant="filled"
            size="md"
            fullWidth
            loading={props.busy}
            disabled={handed.length === 0}
            leftSection={<Icon name="send" small />}
          >
            {props.submitWord}
          </Button>
          <p className={css.about}>{handed.length === 0 ? t('editor.nothing_changed') : t('templates.submit_about')}</p>
        </div>
      </div>
    </form>
  );
}
