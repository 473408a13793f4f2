import { Button, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { SegmentDefinition } from '#core/segment/segment.ts';
import { faultAt } from '#web/api/problem.ts';
import { sayProblem } from '#web/part/problem.ts';
import { isComplete } from '#web/part/segment.ts';
import { SegmentBuilder } from '#web/part/SegmentBuilder.tsx';
import { SegmentFindings } from '#web/part/SegmentFindings.tsx';
import { useExplained } from '#web/part/useExplained.ts';
import form from '#web/ui/Form.module.css';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './SegmentEditor.module.css';

type Question = { readonly name: string; readonly definition: SegmentDefinition };

/** A segment while it is made or changed: its sentence, its conditions, and beside them who it finds. */
export function SegmentEditor(props: {
  readonly initial: Question;
  readonly act: string;
  readonly problem: Error | null;
  readonly isBusy: boolean;
  readonly onSave: (question: Question) => void;
}): ReactNode {
  const { t } = useWords();
  const explain = useExplained();
  const [name, setName] = useState(props.initial.name);
  const [definition, setDefinition] = useState(props.initial.definition);
  const complete = isComplete(definition);
  const changed = name !== props.initial.name || JSON.stringify(definition) !== JSON.stringify(props.initial.definition);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (complete) props.onSave({ name, definition });
  };

  return (
    <div className={css.columns}>
      <form onSubmit={submit}>
        <p className={css.sentence} aria-live="polite">
          {complete ? explain(definition) : t('segments.incomplete')}
        </p>
        <Section title={t('segments.who')}>
          <SegmentBuilder value={definition} onChange={setDefinition} />
        </Section>
        <div className={css.save}>
          <TextInput
            label={t('segments.name')}
            description={t('segments.name_about')}
            required
            withAsterisk={false}
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={faultAt(props.problem, '/name')}
          />
          <Button type="submit" variant="filled" disabled={!changed || !complete} loading={props.isBusy}>
            {props.act}
          </Button>
        </div>
        {props.problem === null ? null : (
          <p className={form.wrong} role="alert">
            {sayProblem(props.problem, t)}
          </p>
        )}
      </form>
      <aside className={css.side}>
        <SegmentFindings definition={definition} />
      </aside>
    </div>
  );
}
