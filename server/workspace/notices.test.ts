import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { say } from '#core/contract/say.ts';
import { Refusal } from '#core/contract/refusals.ts';
import type { RawInput } from '#server/platform/http/answers.ts';
import { openStage, type Stage } from '#test/world/stage.ts';
import { type NewNotice, noticeRoutes, notify } from './notices.ts';

let stage: Stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

type Shown = { items: { id: string; text: string; level: string; seen: boolean; subject: string | null }[]; next: string | null; unseen: number };

async function ask<Reply>(who: string, name: string, raw: Partial<RawInput> = {}, language: 'en' | 'fr' = 'en'): Promise<Reply> {
  const found = noticeRoutes(stage.platform).find((answer) => answer.name === name);
  assert.ok(found);
  const actor = { ...stage.actor, id: who };
  return (await found.prepare({ params: {}, query: {}, body: {}, ...raw })({ ...stage.call(), actor, language })) as Reply;
}

function tell(name: string, to: string | null): Promise<void> {
  const text = say('template_told_state', { name, language: 'en', state: say('template_is_disabled') });
  const notice: NewNotice = { kind: 'template_disabled', level: 'warning', text, subject: 'tpl_1', to };
  return stage.platform.db.transaction().execute((tx) => notify(stage.platform, tx, stage.scope, notice, stage.now()));
}

test('a notice goes to whom it is told, one to nobody in particular goes to all, and each sees their own as seen', async () => {
  await tell('for_ada', 'ada');
  await tell('for_bob', 'bob');
  await tell('for_all', null);

  const ada = await ask<Shown>('ada', 'list');
  const bob = await ask<Shown>('bob', 'list', {}, 'fr');
  await ask('ada', 'seen', { body: { until: ada.items[0]?.id } });
  await tell('later', 'ada');

  assert.deepEqual(
    ada.items.map((one) => one.text),
    ['Template "for_all" (en) is disabled now', 'Template "for_ada" (en) is disabled now'],
  );
  assert.equal(ada.unseen, 2);
  assert.match(bob.items[0]?.text ?? '', /Le modèle «\u202ffor_all\u202f» \(en\) est maintenant désactivé/);
  const again = await ask<Shown>('ada', 'list');
  assert.deepEqual(
    again.items.map((one) => one.seen),
    [false, true, true],
  );
  assert.equal(again.unseen, 1);
  assert.equal((await ask<Shown>('bob', 'list')).unseen, 2);
});

test('seeing an older notice later takes nothing back', async () => {
  const { items } = await ask<Shown>('ada', 'list');
  await ask('ada', 'seen', { body: { until: items[0]?.id } });

  await ask('ada', 'seen', { body: { until: items.at(-1)?.id } });

  assert.equal((await ask<Shown>('ada', 'list')).unseen, 0);
});

test('notices come in pages, newest first', async () => {
  const first = await ask<Shown>('ada', 'list', { query: { limit: '2' } });
  const second = await ask<Shown>('ada', 'list', { query: { limit: '2', cursor: first.next } });

  assert.equal(first.items.length, 2);
  assert.equal(second.next, null);
  assert.deepEqual(
    [...first.items, ...second.items].map((one) => one.id),
    (await ask<Shown>('ada', 'list')).items.map((one) => one.id),
  );
});

test('a cursor that is no notice is refused with its place', async () => {
  await assert.rejects(ask('ada', 'list', { query: { cursor: 'con_00000000000000000000000000000000' } }), (error) => {
    assert.ok(error instanceof Refusal);
    return error.code === 'bad_id' && error.errors[0]?.at === '/query/cursor';
  });
});
