import { test } from 'node:test';
import { tellOfMachines, whyNoMachines } from './machines.ts';

test(
  'three machines send; the one in the middle of its lease is cut off: another goes on within seconds, and nobody is served twice when it comes back',
  { skip: whyNoMachines },
  (t) => tellOfMachines(t, { fall: ({ network }, holder) => network.cut(holder), comeBack: ({ network }, holder) => network.mend(holder) }),
);
