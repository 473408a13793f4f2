import { Drawer, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type Persona, personas, type Phone } from '#core/rehearsal/rehearsal.ts';
import { FailedFace, LoadingLines } from '#web/ui/Faces.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { control } from '../control.ts';
import css from '../desk/Desk.module.css';
import { Problem } from '../desk/Problem.tsx';
import { useWorld } from '../useWall.ts';
import { ScriptEditor } from './ScriptEditor.tsx';
import { TruthsEditor } from './TruthsEditor.tsx';

/** Who is behind a phone: how they behave, what they do by themselves, and what they really think, which no platform sees. */
export function PersonDrawer({ phone, opened, onClose }: { readonly phone: Phone; readonly opened: boolean; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size="lg"
      title={t('person.title', { name: phone.name })}
      closeButtonProps={{ 'aria-label': t('wall.close') }}
    >
      {opened ? <Behind phone={phone} /> : null}
    </Drawer>
  );
}

function Behind({ phone }: { phone: Phone }): ReactNode {
  const { t } = useWords();
  const world = useWorld();
  const script = useQuery({ queryKey: ['script', phone.wa_id], queryFn: () => control.script(phone.wa_id), staleTime: 0, gcTime: 0 });
  const truths = useQuery({ queryKey: ['truths', phone.wa_id], queryFn: () => control.truths(phone.wa_id), staleTime: 0, gcTime: 0 });
  const error = script.error ?? truths.error;
  if (error !== null)
    return <FailedFace title={t('person.failed')} text={error.message} again={() => void Promise.all([script.refetch(), truths.refetch()])} />;
  if (script.data === undefined || truths.data === undefined) return <LoadingLines lines={10} />;
  return (
    <div className={css.desk}>
      <Behaviour phone={phone} />
      <ScriptEditor waId={phone.wa_id} lines={script.data.lines} isStill={world.data !== undefined && world.data.settings.people !== 'alive'} />
      <TruthsEditor truths={truths.data} />
    </div>
  );
}

function Behaviour({ phone }: { phone: Phone }): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const { wa_id, name, place, language, timezone, featured, on_whatsapp } = phone;
  const change = useMutation({
    mutationFn: (persona: Persona) => control.addPhone({ wa_id, name, place, language, timezone, featured, on_whatsapp, persona }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['phone', wa_id] }),
  });
  return (
    <section className={css.firstPart}>
      <Select
        label={t('person.behaviour')}
        description={t('person.behaviourHelp')}
        value={phone.persona}
        allowDeselect={false}
        data={personas.map((value) => ({ value, label: t(`wall.${value}`) }))}
        onChange={(value) => change.mutate(personas.find((one) => one === value) ?? phone.persona)}
      />
      <Problem error={change.error} />
    </section>
  );
}
