import { Button, FileButton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { control } from '../control.ts';
import css from './Desk.module.css';
import { Problem } from './Problem.tsx';
import { readJsonFile, saveJsonFile } from './files.ts';

/** A whole world as a file, and what came in from outside as another. */
export function ScenarioDesk(): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const [said, setSaid] = useState<string | null>(null);
  const done = (word: string | null) => {
    setSaid(word);
    void client.invalidateQueries();
  };
  const save = useMutation({ mutationFn: control.scenario, onSuccess: (scenario) => saveJsonFile(scenario, 'scenario.json') });
  const load = useMutation({
    mutationFn: async (file: File) => control.loadScenario(await readJsonFile(file, t('desk.badFile'))),
    onSuccess: () => done(t('desk.loaded')),
  });
  const record = useMutation({ mutationFn: control.record, onSuccess: (_, on) => done(t(on ? 'desk.recordStarted' : 'desk.recordStopped')) });
  const recording = useQuery({ queryKey: ['recording'], queryFn: control.recording, staleTime: 0 });
  const play = useMutation({
    mutationFn: async (file: File) => control.replayRecording(await readJsonFile(file, t('desk.badFile'))),
    onSuccess: () => done(t('desk.recordPlayed')),
  });
  return (
    <>
      <p className={css.lead}>{t('desk.scenarioLead')}</p>
      <div className={css.row}>
        <Button loading={save.isPending} onClick={() => save.mutate()}>
          {t('desk.save')}
        </Button>
        <FileButton accept="application/json,.json" onChange={(file) => file !== null && load.mutate(file)}>
          {(props) => (
            <Button {...props} loading={load.isPending}>
              {t('desk.load')}
            </Button>
          )}
        </FileButton>
      </div>
      <section className={css.part}>
        <h2>{t('desk.recording')}</h2>
        <p>{t('desk.recordingHelp')}</p>
        {recording.data === undefined || recording.data.recording === null ? null : (
          <p>{t('desk.recorded', { entries: recording.data.recording.entries.length, left: recording.data.left_off })}</p>
        )}
        <div className={css.row}>
          <Button loading={record.isPending} onClick={() => record.mutate(recording.data?.on !== true)}>
            {t(recording.data?.on === true ? 'desk.recordStop' : 'desk.recordStart')}
          </Button>
          <Button disabled={(recording.data?.recording ?? null) === null} onClick={() => saveJsonFile(recording.data?.recording, 'recording.json')}>
            {t('desk.recordSave')}
          </Button>
          <FileButton accept="application/json,.json" onChange={(file) => file !== null && play.mutate(file)}>
            {(props) => (
              <Button {...props} loading={play.isPending}>
                {t('desk.recordPlay')}
              </Button>
            )}
          </FileButton>
        </div>
      </section>
      {said === null ? null : <p role="status">{said}</p>}
      <Problem error={save.error ?? load.error ?? record.error ?? recording.error ?? play.error} />
    </>
  );
}
