import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api } from '#web/api/api.ts';
import { sayProblem } from '#web/part/problem.ts';
import { tellDone } from '#web/part/tell.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';

/** A file that was not taken, and why, in a whole sentence. */
export type NotTaken = { readonly key: number; readonly name: string; readonly why: string };

/** Uploads files one after the other into a folder. One that is not taken keeps its reason on the page and does not stop the others. */
export function useUploads(folder: string): {
  readonly waiting: number;
  readonly notTaken: readonly NotTaken[];
  readonly send: (files: readonly File[]) => void;
  readonly dismiss: () => void;
} {
  const { t } = useWords();
  const client = useQueryClient();
  const [waiting, setWaiting] = useState(0);
  const [notTaken, setNotTaken] = useState<readonly NotTaken[]>([]);
  const last = useRef<Promise<void>>(Promise.resolve());
  const count = useRef(0);

  const sendOne = async (file: File): Promise<boolean> => {
    try {
      await api.media.create({ file, query: { folder } });
      void client.invalidateQueries({ queryKey: ['media'] });
      return true;
    } catch (error) {
      count.current += 1;
      const key = count.current;
      setNotTaken((before) => [...before, { key, name: file.name, why: sayProblem(error, t) }]);
      return false;
    } finally {
      setWaiting((before) => before - 1);
    }
  };
  const send = (files: readonly File[]) => {
    if (files.length === 0) return;
    setWaiting((before) => before + files.length);
    last.current = last.current.then(async () => {
      let taken = 0;
      for (const file of files) if (await sendOne(file)) taken += 1;
      if (taken > 0) tellDone(t('media.uploaded', { count: taken }));
    });
  };
  return { waiting, notTaken, send, dismiss: () => setNotTaken([]) };
}
