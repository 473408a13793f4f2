import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { ScriptLine } from '#core/rehearsal/rehearsal.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { control } from '../control.ts';
import css from '../desk/Desk.module.css';
import { Problem } from '../desk/Problem.tsx';
import { draftLines, emptyLine, faultOf, type LineDraft, linesMost, readLines } from './script.ts';

type Props = { readonly waId: string; readonly lines: readonly ScriptLine[]; readonly isStill: boolean };

/** What a person does by themselves: on a message with these words, after a while, they write, tap, block or stop. */
export function ScriptEditor({ waId, lines, isStill }: Props): ReactNode {
  const { t } = useWords();
  const [drafts, setDrafts] = useState(() => draftLines(lines));
  const save = useMutation({ mutationFn: (script: readonly ScriptLine[]) => control.setScript(waId, script) });
  const change = (next: readonly LineDraft[]) => {
    setDrafts([...next]);
    save.reset();
  };
  const script = readLines(drafts);
  return (
    <section className={css.part}>
      <h2>{t('person.script')}</h2>
      <p>{t('person.scriptHelp')}</p>
      {isStill ? <p className={css.look}>{t('person.scriptStill')}</p> : null}
      {drafts.length === 0 ? <p>{t('person.scriptEmpty')}</p> : null}
      {drafts.map((line, place) => (
        <Line
          key={line.key}
          line={line}
          place={place + 1}
          onChange={(next) => change(drafts.map((one) => (one.key === line.key ? next : one)))}
          onRemove={() => change(drafts.filter((one) => one.key !== line.key))}
        />
      ))}
      <div className={css.row}>
        <Button size="xs" leftSection={<Icon name="plus" small />} disabled={drafts.length >= linesMost} onClick={() => change([...drafts, emptyLine(drafts)])}>
          {t('person.add')}
        </Button>
        <Button size="xs" variant="filled" loading={save.isPending} disabled={script === null} onClick={() => script !== null && save.mutate(script)}>
          {t('person.save')}
        </Button>
        {save.isSuccess ? <span role="status">{t('person.saved')}</span> : null}
      </div>
      <Problem error={save.error} />
    </section>
  );
}

const letters = { on: 200, tap: 200, say: 4096 };

type LineProps = { readonly line: LineDraft; readonly place: number; readonly onChange: (line: LineDraft) => void; readonly onRemove: () => void };

function Line({ line, place, onChange, onRemove }: LineProps): ReactNode {
  const { t } = useWords();
  const fault = faultOf(line);
  return (
    <fieldset className={css.line}>
      <legend>{t('person.lineName', { place })}</legend>
      <ActionIcon className={css.lineAway ?? ''} aria-label={t('person.remove', { place })} onClick={onRemove}>
        <Icon name="trash" small />
      </ActionIcon>
      <TextInput
        label={t('person.on')}
        placeholder={t('person.onAny')}
        maxLength={letters.on}
        value={line.on}
        onChange={(event) => onChange({ ...line, on: event.currentTarget.value })}
      />
      <TextInput
        label={t('person.after')}
        value={line.after}
        error={fault === 'after' ? t('desk.badSpan') : null}
        onChange={(event) => onChange({ ...line, after: event.currentTarget.value })}
      />
      <TextInput label={t('person.say')} maxLength={letters.say} value={line.say} onChange={(event) => onChange({ ...line, say: event.currentTarget.value })} />
      <TextInput label={t('person.tap')} maxLength={letters.tap} value={line.tap} onChange={(event) => onChange({ ...line, tap: event.currentTarget.value })} />
      <Checkbox size="sm" label={t('person.block')} checked={line.block} onChange={(event) => onChange({ ...line, block: event.currentTarget.checked })} />
      <Checkbox size="sm" label={t('person.stop')} checked={line.stop} onChange={(event) => onChange({ ...line, stop: event.currentTarget.checked })} />
      {fault === 'idle' ? <p>{t('person.idle')}</p> : null}
    </fieldset>
  );
}
