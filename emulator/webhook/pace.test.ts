import assert from 'node:assert/strict';
import { test } from 'node:test';

import { until } from '../stage.ts';
import { openTarget, openTrial } from './trial.ts';

test('the rest behind many full batches leaves soon after them, without paying for their pace', async () => {
  const target = await openTarget();
  const trial = openTrial(target.url, { settings: { webhook_batch: 20 } });
  const fullBatches = 300;
  const told = fullBatches * 20 + 10;

  for (let n = 0; n < told; n++) trial.tellStatus(n);
  await until('the last ten have left', () => trial.webhooks.count().delivered === told);

  assert.equal(target.ids().length, told);
  await trial.close();
  await target.close();
});
