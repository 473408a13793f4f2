import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext } from 'playwright-core';
import sharp from 'sharp';
import { contract } from '#core/contract/contract.ts';
import type { GalleryTemplate } from '#core/contract/templates.ts';
import type { TemplateCard, TemplateContent } from '#core/whatsapp/template.ts';
import { call } from '#server/app/client/client.ts';
import { openBrowser } from '#test/world/browser.ts';
import { openProduct, type Product } from '#test/world/product.ts';
import { addSending } from './screenshots.sending.ts';

/**
 * Takes the pictures of docs/images from the running product: its demo shop is started anew, its campaign launched, and
 * the screens are photographed a few seconds into the sending. Nothing is drawn or filled in by hand.
 */
const folder = join(import.meta.dirname, '../docs/images');

/** `heading` is scrolled to when what is meant stands further down. */
type Look = { name: string; path: string; width?: number; dark?: boolean; french?: boolean; heading?: string };

/** What the demo shop has not: a carousel from the gallery for the editor, and a few more files in the library. */
async function addMore(product: Product): Promise<string> {
  const { door } = product;
  const pictures = join(import.meta.dirname, '../server/app/demo/pictures');
  const content = readFileSync(join(pictures, 'morning-cup.jpg'));
  const square = await sharp(content).resize(cardPixels, cardPixels).jpeg().toBuffer();
  const cup = await call(door, contract.media.create, {
    query: { folder: 'Autumn', tags: 'cup,morning', alt: 'A cup of coffee on a table by the window' },
    file: { name: 'morning-cup.jpg', type: 'image/jpeg', content },
  });
  const card = await call(door, contract.media.create, { query: { folder: 'Cards' }, file: { name: 'cup-card.jpg', type: 'image/jpeg', content: square } });
  await call(door, contract.media.convert, { params: { id: cup.id }, body: { make: 'sticker' } });
  const { items } = await call(door, contract.templates.gallery, {});
  const carousel = items.find((one) => one.key === 'cross_sell');
  if (carousel === undefined) throw new Error('the gallery has no carousel');
  let id: string | undefined;
  for (const { language, content: said } of carousel.translations.filter((one) => shownLanguages.includes(one.language))) {
    const filled: TemplateContent = { ...said, cards: (said.cards ?? []).map((one) => ({ ...one, header: withFile(one.header, card.id) })) };
    id = await write(door, { id, carousel, language, content: filled });
  }
  if (id === undefined) throw new Error('the carousel of the gallery has no language');
  return id;
}

/** Square, as a carousel crops it. */
const cardPixels = 600;
const shownLanguages = ['en', 'fr', 'ar'];

function withFile(header: TemplateCard['header'], media: string): TemplateCard['header'] {
  return 'media' in header ? { ...header, media } : header;
}

type Written = { readonly id: string | undefined; readonly carousel: GalleryTemplate; readonly language: string; readonly content: TemplateContent };

async function write(door: Product['door'], { id, carousel, language, content }: Written): Promise<string> {
  if (id !== undefined) return (await call(door, contract.templates.translate, { params: { id }, body: { language, content } })).id;
  const { name, category } = carousel;
  const fills: GalleryTemplate['fills'] = { ...carousel.fills, first_name: { from: 'contact', attribute: 'first_name', fallback: 'there' } };
  return (await call(door, contract.templates.create, { body: { name, category, language, content, fills } })).id;
}

async function takeAll(product: Product, browser: Browser): Promise<void> {
  const { door } = product;
  const campaign = (await call(door, contract.campaigns.list, {})).items[0];
  const conversation = (await call(door, contract.conversations.list, {})).items[0];
  const template = (await call(door, contract.templates.list, {})).items.find((one) => one.name === 'christmas_coffee');
  if (campaign === undefined || conversation === undefined || template === undefined) throw new Error('the demo shop is not complete');
  const carousel = await addMore(product);
  await take(product, browser, [
    { name: 'composer', path: `/campaigns/${campaign.id}` },
    { name: 'editor', path: `/templates/${carousel}/edit` },
    { name: 'gallery', path: '/templates/gallery' },
    { name: 'media', path: '/media' },
    { name: 'templates', path: `/templates/${template.id}`, dark: true, french: true },
    { name: 'contacts', path: '/contacts' },
  ]);
  const plan = await call(door, contract.campaigns.plan, { params: { id: campaign.id } });
  await call(door, contract.campaigns.launch, { params: { id: campaign.id }, body: { plan: plan.id, undo_seconds: 0 } });
  await sleep(sendingMilliseconds);
  await take(product, browser, [
    { name: 'report', path: `/campaigns/${campaign.id}/report` },
    { name: 'report-welcome', path: `/campaigns/${campaign.id}/report`, heading: 'Did the measure tell the truth?' },
    { name: 'inbox', path: `/inbox/${conversation.id}` },
    { name: 'inbox-phone', path: `/inbox/${conversation.id}`, width: 390, dark: true },
    { name: 'phones', path: `${product.phonesUrl}/#/phone/33612345000` },
    { name: 'home', path: '/' },
  ]);
  const canary = await addSending(product, campaign.id);
  await take(product, browser, [
    { name: 'report-canary', path: `/campaigns/${canary}/report`, heading: 'Canary' },
    { name: 'planner', path: '/planner' },
    { name: 'quality', path: '/quality' },
  ]);
}

/** Long enough for most to have it and some to have read and answered. */
const sendingMilliseconds = 30_000;

async function take(product: Product, browser: Browser, looks: readonly Look[]): Promise<void> {
  const storageState = await signedIn(product, browser);
  for (const look of looks) {
    const context = await browser.newContext({
      storageState,
      viewport: { width: look.width ?? 1440, height: (look.width ?? 1440) < 600 ? 844 : 900 },
      colorScheme: look.dark === true ? 'dark' : 'light',
      locale: look.french === true ? 'fr-FR' : 'en-GB',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await page.goto(look.path.startsWith('http') ? look.path : product.door.url + look.path);
    await page.locator('main').first().waitFor();
    await sleep(settleMilliseconds);
    if (look.heading !== undefined) await page.getByRole('heading', { name: look.heading }).evaluate((found) => found.scrollIntoView({ block: 'center' }));
    await page.screenshot({ path: join(folder, `${look.name}.png`) });
    process.stdout.write(`docs/images/${look.name}.png\n`);
    await context.close();
  }
}

/** Pictures arrive and counters come to rest. */
const settleMilliseconds = 2000;

/** Signs in once for a row of pictures: more would be refused within a minute. */
async function signedIn(product: Product, browser: Browser): Promise<Awaited<ReturnType<BrowserContext['storageState']>>> {
  const context = await browser.newContext();
  const answer = await context.request.post(`${product.door.url}/auth/sign-in/email`, { data: product.owner, headers: { origin: product.door.url } });
  if (!answer.ok()) throw new Error(`sign-in was refused: ${answer.status()}`);
  const state = await context.storageState();
  await context.close();
  return state;
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
