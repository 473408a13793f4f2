import assert from 'node:assert/strict';
import { contract } from '#core/contract/contract.ts';
import type { Notice } from '#core/contract/notices.ts';
import type { Template, Translation } from '#core/contract/templates.ts';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import { call } from '#server/app/client/client.ts';
import { until, type World } from './world.ts';

/** A plain body with one variable, sampled. */
export const hello = (body: string): TemplateContent => ({ header: null, body, footer: null, buttons: [], samples: { first_name: 'Ana' } });

/** Two moments of clocks that follow each other, and of Meta, which tells whole seconds. */
export function assertSameSecond(told: string | null | undefined, wanted: number): void {
  assert.ok(Math.abs(Date.parse(told ?? '') - wanted) < 1000, `${told} is not ${new Date(wanted).toISOString()}`);
}

/** Both ends of a template: ours through the API, and Meta's desk that reviews, pauses and files it. Templates here speak English. */
export function templateDesk(world: () => World) {
  const read = (id: string): Promise<Template> => call(world().door, contract.templates.get, { params: { id } });
  const now = (): number => world().emulator.world.clock.now();

  async function english(id: string): Promise<Translation> {
    const found = (await read(id)).translations.find((one) => one.language === 'en');
    assert.ok(found);
    return found;
  }

  /** The emulator's own record of a template. */
  function atMeta(name: string, account = [...world().emulator.world.accounts.keys()][0]) {
    const found = [...world().emulator.world.templates.values()].find((one) => one.name === name && one.account === account);
    assert.ok(found, name);
    return found;
  }

  return {
    read,
    now,
    english,
    atMeta,
    submit: (id: string, content?: TemplateContent): Promise<Template> =>
      call(world().door, contract.templates.submit, { params: { id }, body: { language: 'en', content } }),
    versions: async (id: string) => (await call(world().door, contract.templates.versions, { params: { id }, query: { language: 'en' } })).items,
    /** Does what Meta may do to a template. */
    desk: (name: string, patch: Parameters<World['control']['templates']['change']>[1]) => world().control.templates.change(atMeta(name).id, patch),
    async settled(id: string, state: string): Promise<Translation> {
      await until(`${id} is ${state}`, async () => (await english(id)).state === state);
      return english(id);
    },
    async noticesOf(id: string): Promise<Notice[]> {
      const { items } = await call(world().door, contract.notices.list, { query: { limit: 200 } });
      return items.filter((one) => one.subject === id);
    },
    /** Speaks to Meta past us, as WhatsApp Manager does. */
    async graph(path: string, body: unknown): Promise<number> {
      const { token } = world().emulator.world.app;
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      return (await fetch(`${world().emulator.url}/v24.0/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).status;
    },
  };
}
