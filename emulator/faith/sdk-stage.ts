import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

import { defaultOptions } from '../emulator.ts';
import { ids, openStage, type Stage } from '../stage.ts';
import { isRecord } from '../world/json.ts';

/** A stage with all that an SDK may send about: a person who wrote, templates of every kind, a shop, a published form. */
export type SdkStage = { stage: Stage; inbound: string; userId: string; flow: string; to: string; close(): Promise<void> };

const body = (text: string, ...examples: string[]): Record<string, unknown> => ({
  type: 'BODY',
  text,
  ...(examples.length === 0 ? {} : { example: { body_text: [examples] } }),
});
const buttons = (...list: Record<string, unknown>[]): Record<string, unknown> => ({ type: 'BUTTONS', buttons: list });
const shop = { type: 'URL', text: 'Shop', url: 'https://shop.example/{{1}}', example: ['https://shop.example/p'] };
const screens = {
  version: '7.2',
  screens: [
    {
      id: 'WELCOME',
      terminal: true,
      title: 'Hello',
      layout: { type: 'SingleColumnLayout', children: [{ type: 'Footer', label: 'Done', 'on-click-action': { name: 'complete', payload: {} } }] },
    },
  ],
};

function templatesOf(flow: string): Record<string, unknown>[] {
  return [
    { name: 'plain', components: [body('Hello {{1}}, our sale is on.', 'Ana')] },
    { name: 'replies', components: [body('Shall we go on, then?'), buttons({ type: 'QUICK_REPLY', text: 'Yes' }, { type: 'QUICK_REPLY', text: 'No' }, shop)] },
    { name: 'coupon', components: [body('A gift for you today.'), buttons({ type: 'COPY_CODE', example: 'SAVE10' })] },
    {
      name: 'form',
      components: [body('Book your table now.'), buttons({ type: 'FLOW', text: 'Book', flow_id: flow, flow_action: 'navigate', navigate_screen: 'WELCOME' })],
    },
    { name: 'catalog', components: [body('See all we have for you.'), buttons({ type: 'CATALOG', text: 'View catalog' })] },
    { name: 'many', components: [body('See what is new today.'), buttons({ type: 'MPM', text: 'View items' })] },
    { name: 'place', category: 'UTILITY', components: [{ type: 'HEADER', format: 'LOCATION' }, body('Your order {{1}} waits here.', '42')] },
    {
      name: 'passcode',
      category: 'AUTHENTICATION',
      components: [{ type: 'BODY', add_security_recommendation: true }, buttons({ type: 'OTP', otp_type: 'COPY_CODE', text: 'Copy code' })],
    },
  ].map((template) => ({ language: 'en_US', category: 'MARKETING', ...template }));
}

/** Opens such a stage. */
export async function openSdkStage(): Promise<SdkStage> {
  const stage = await openStage({ seed: 'sdks', settings: { throughput_per_second: 100_000 } });
  const to = '33612345678';
  const made = await stage.graph('POST', `${ids.account}/flows`, { name: 'booking', categories: ['OTHER'], flow_json: screens, publish: true });
  const flow = String(made.body['id']);
  await stage.control('POST', 'catalogs', {
    id: '900',
    name: 'Shop',
    business_account_id: ids.account,
    products: [{ retailer_id: 'mug', name: 'A mug', price: 9.5, currency: 'EUR' }],
  });
  await stage.control('POST', 'scenario', {
    phones: [{ wa_id: to, name: 'Zoë', persona: 'manual' }],
    templates: templatesOf(flow).map((create) => ({ create })),
  });
  const acted = await stage.control('POST', `phones/${to}/acts`, { act: 'write', number: ids.number, text: 'hi' });
  const phone = await stage.control('GET', `phones/${to}`);
  return { stage, inbound: String(acted.body['message_id']), userId: String(phone.body['user_id']), flow, to, close: () => stage.close() };
}

/** A receiver that hands every request to an SDK: `take` answers the challenge and the deliveries. */
export async function openSdkReceiver(take: (request: IncomingMessage, response: ServerResponse) => void): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(take);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/hook`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Moves the app's webhooks to another address, as an app does: Meta asks it for the challenge first. */
export async function subscribeTo(stage: Stage, url: string, verifyToken: string): Promise<void> {
  const query = new URLSearchParams({ object: 'whatsapp_business_account', callback_url: url, verify_token: verifyToken, fields: 'messages' });
  const token = `${defaultOptions.app.id}|${defaultOptions.app.secret}`;
  const answer = await stage.graph('POST', `${ids.app}/subscriptions?${query.toString()}`, undefined, token);
  if (!isRecord(answer.body) || answer.body['success'] !== true) throw new Error(`the subscription was refused: ${JSON.stringify(answer.body)}`);
}
