import { test } from 'node:test';
import { tellOfMachines, whyNoMachines } from './machines.ts';

test(
  'three machines send; the worker of one is killed (kill -9) in the middle of its lease: another goes on within seconds, and nobody is served twice when it comes back',
  { skip: whyNoMachines },
  (t) =>
    tellOfMachines(t, {
      fall: ({ workers }, holder) => void workers[holder]?.kill('SIGKILL'),
      comeBack: ({ workers, start }, holder) => {
        workers[holder] = start(holder);
      },
    }),
);
