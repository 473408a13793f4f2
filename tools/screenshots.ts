import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { contract } from '#core/contract/contract.ts';
import { call } from '#server/app/client/client.ts';
import { openBrowser } from '#test/world/browser.ts';
import { openProduct, type Product } from '#test/world/product.ts';

/**
 * Takes the pictures of docs/images from the running product: its demo shop is started anew, its campaign launched, and
 * the screens are photographed a few seconds into the sending. Nothing is drawn or filled in by hand.
 */
const folder = join(import.meta.dirname, '../docs/images');

type Look = { name: string; path: string; width?: number; dark?: boolean; french?: boolean };

async function takeAll(product: Product, browser: Browser): Promise<void> {
  const { door } = product;
  const campaign = (await call(door, contract.campaigns.list, {})).items[0];
  const conversation = (await call(door, contract.conversations.list, {})).items[0];
  const template = (await call(door, contract.templates.list, {})).items.find((one) => one.name === 'christmas_coffee');
  if (campaign === undefined || conversation === undefined || template === undefined) throw new Error('the demo shop is not complete');
  await take(product, browser, [
    { name: 'composer', path: `/campaigns/${campaign.id}` },
    { name: 'templates', path: `/templates/${template.id}`, dark: true, french: true },
    { name: 'contacts', path: '/contacts' },
  ]);
  const plan = await call(door, contract.campaigns.plan, { params: { id: campaign.id } });
  await call(door, contract.campaigns.launch, { params: { id: campaign.id }, body: { plan: plan.id, undo_seconds: 0 } });
  await sleep(sendingMilliseconds);
  await take(product, browser, [
    { name: 'report', path: `/campaigns/${campaign.id}/report` },
    { name: 'inbox', path: `/inbox/${conversation.id}` },
    { name: 'inbox-phone', path: `/inbox/${conversation.id}`, width: 390, dark: true },
    { name: 'phones', path: `${product.phonesUrl}/#/phone/33612345000` },
    { name: 'home', path: '/' },
  ]);
}

/** Long enough for most to have it and some to have read and answered. */
const sendingMilliseconds = 30_000;

async function take(product: Product, browser: Browser, looks: readonly Look[]): Promise<void> {
  for (const look of looks) {
    const context = await browser.newContext({
      viewport: { width: look.width ?? 1440, height: (look.width ?? 1440) < 600 ? 844 : 900 },
      colorScheme: look.dark === true ? 'dark' : 'light',
      locale: look.french === true ? 'fr-FR' : 'en-GB',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await signIn(product, page);
    await page.goto(look.path.startsWith('http') ? look.path : product.door.url + look.path);
    await page.locator('main').first().waitFor();
    await sleep(settleMilliseconds);
    await page.screenshot({ path: join(folder, `${look.name}.png`) });
    process.stdout.write(`docs/images/${look.name}.png\n`);
    await context.close();
  }
}

/** Pictures arrive and counters come to rest. */
const settleMilliseconds = 2000;

async function signIn(product: Product, page: Page): Promise<void> {
  const answer = await page.context().request.post(`${product.door.url}/auth/sign-in/email`, { data: product.owner, headers: { origin: product.door.url } });
  if (!answer.ok()) throw new Error(`sign-in was refused: ${answer.status()}`);
}

mkdirSync(folder, { recursive: true });
const product = await openProduct({ demo: true });
const browser = await openBrowser();
try {
  await takeAll(product, browser);
} finally {
  await browser.close();
  await product.close();
}
