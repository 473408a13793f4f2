import { generateKeyPairSync } from 'node:crypto';

import { ids, openStage, type Stage } from '../stage.ts';
import { isRecord } from '../world/json.ts';
import { callControl, type Exchange, type Exchanged, type Ground, runExchange } from './exchange.ts';
import { accountExchanges, appExchanges, flowExchanges } from './golden-account.ts';
import { mediaExchanges } from './golden-media.ts';
import { numberExchanges } from './golden-number.ts';
import { reader } from './golden-parts.ts';
import { sendExchanges } from './golden-send.ts';
import { templateSendExchanges } from './golden-template-send.ts';
import { templateEndings, templateExchanges } from './golden-templates.ts';

/** The golden route set: every route of the Graph face the facts name, told as one story that needs its own order. */
export const golden: readonly Exchange[] = [
  ...mediaExchanges,
  ...flowExchanges,
  ...templateExchanges,
  ...sendExchanges,
  ...templateSendExchanges,
  ...numberExchanges,
  ...accountExchanges,
  ...appExchanges,
  ...templateEndings,
];

const day = 24 * 60 * 60 * 1000;

/** An emulator of its own with everything the golden story needs, its clock paused. */
export async function openGolden(): Promise<{ stage: Stage; ground: Ground }> {
  const stage = await openStage({ seed: 'golden', settings: { throughput_per_second: 1_000, template_review: 'approve' } });
  try {
    return { stage, ground: await furnish(stage) };
  } catch (error) {
    await stage.close();
    throw error;
  }
}

async function furnish(stage: Stage): Promise<Ground> {
  const { world, url } = stage.emulator;
  const now = world.clock.now();
  const { publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const ground: Ground = {
    graph: `${url}/v24.0`,
    control: `${url}/emulator/v1`,
    tokens: { user: world.app.token, app: `${world.app.id}|${world.app.secret}` },
    known: new Map([
      ['number', ids.number],
      ['account', ids.account],
      ['app', ids.app],
      ['portfolio', world.portfolios.keys().next().value ?? ''],
      ['other', '102290129340999'],
      ['spare', '106540352242999'],
      ['secret', world.app.secret],
      ['token', world.app.token],
      ['receiver', stage.receiver.url],
      ['public_key', publicKey],
      ['now', String(Math.ceil(now / 1000) + 1)],
      ['week_ago', String(Math.floor((now - 7 * day) / 1000))],
      ['tomorrow_ms', String(now + day)],
    ]),
  };
  await callControl(ground, 'POST clock', { do: 'pause' });
  await callControl(ground, 'POST numbers', { id: '{spare}', display_phone_number: '+33199000222', verified_name: 'Spare', business_account_id: '{other}' });
  await callControl(ground, 'POST catalogs', {
    id: '900',
    name: 'Shop',
    business_account_id: '{account}',
    products: [{ retailer_id: 'mug', name: 'A mug', price: 9.5, currency: 'EUR' }],
  });
  await callControl(ground, 'POST phones', [{ wa_id: reader, name: 'Ana', persona: 'manual' }]);
  const acted = await callControl(ground, `POST phones/${reader}/acts`, { act: 'write', number: '{number}', text: 'Hello' });
  const phone = await callControl(ground, `GET phones/${reader}`);
  ground.known.set('inbound', isRecord(acted) ? String(acted['message_id']) : '');
  ground.known.set('user_id', isRecord(phone) ? String(phone['user_id']) : '');
  return ground;
}

/** Runs the golden story; each exchange is handed out as it ends. */
export async function* runGolden(ground: Ground): AsyncGenerator<Exchanged> {
  for (const exchange of golden) yield await runExchange(ground, exchange);
}
