import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { violations } from '#test/world/axe.ts';
import { openBrowser } from '#test/world/browser.ts';
import { openProduct, type Product } from '#test/world/product.ts';

/**
 * The template editor in a real browser against the whole product: the phone follows the keys, a draft outlives the page, a
 * carousel in two languages is written from nothing and approved, and what was refused rings the bell.
 */
let product: Product;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];

before(async () => {
  [product, browser] = await Promise.all([openProduct({ demo: true }), openBrowser()]);
  context = await browser.newContext({ viewport: { width: 1440, height: 950 }, locale: 'en-GB', reducedMotion: 'reduce' });
  context.setDefaultTimeout(20_000);
  page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  const answer = await context.request.post(at('/auth/sign-in/email'), { data: product.owner, headers: { origin: product.door.url } });
  assert.ok(answer.ok(), `the owner could not sign in: ${answer.status()}`);
});
after(async () => {
  await browser.close();
  await product.close();
});

const at = (path: string) => product.door.url + path;
const button = (name: string | RegExp) => page.getByRole('button', { name }).first();
const message = () => page.getByRole('textbox', { name: /^Message/ });

/** Opens the editor with nothing in it, whatever an earlier story has left in the browser. */
async function openEmpty(): Promise<void> {
  // Removed from another page, since the editor keeps what it holds when it is left.
  await page.goto(at('/'));
  await page.evaluate(() => localStorage.removeItem('parley-template:new'));
  await page.goto(at('/templates/new'));
  await message().waitFor();
}

/** A key must be seen on the phone within this time; longer feels like waiting. */
const keyToPreviewMilliseconds = 50;

test('each key is on the phone within 50 ms, with a carousel in two languages beside one another', async (t) => {
  await page.goto(at('/templates/new?from=cross_sell&language=en'));
  await page.getByText('All languages', { exact: true }).click();
  await message().click();
  await page.evaluate(() => {
    const chats = document.querySelectorAll('.phone-chat');
    document.addEventListener('keydown', () => performance.mark('key'), true);
    // The phones are drawn in the frame that follows the change.
    const seen = new MutationObserver(() => requestAnimationFrame(() => performance.measure('key to preview', 'key')));
    for (const chat of chats) seen.observe(chat, { subtree: true, childList: true, characterData: true });
  });

  // What else runs on the machine only adds time, so the best of three rounds counts.
  let median = Infinity;
  for (let round = 0; round < 3 && median >= keyToPreviewMilliseconds; round += 1) {
    await page.evaluate(() => performance.clearMeasures());
    await page.keyboard.type(' We look forward to seeing you here again', { delay: 60 });
    const taken = (await page.evaluate(() => performance.getEntriesByName('key to preview').map((entry) => entry.duration))).toSorted((a, b) => a - b);
    assert.ok(taken.length >= 30, `the phone followed ${taken.length} keys only`);
    const [half, slow] = [0.5, 0.95].map((share) => taken[Math.floor(taken.length * share)] ?? Infinity);
    median = Math.min(median, half ?? Infinity);
    t.diagnostic(`key to preview: median ${half?.toFixed(1)} ms, 95 % within ${slow?.toFixed(1)} ms, of ${taken.length} keys`);
  }

  assert.ok(median < keyToPreviewMilliseconds, `the phone needs ${median} ms`);
});

test('a draft outlives the page, with what fills its variables', async () => {
  await page.goto(at('/templates/new'));
  await page.getByLabel('Name', { exact: true }).fill('Kept for later');
  await message().fill('Hello {{first_name}}, your {{favourite}} is back in the shop today');
  await page.getByRole('button', { name: /^favourite/ }).click();
  await page.getByRole('textbox', { name: /^Name of the variable/ }).fill('coffee');
  await page.keyboard.press('Enter');
  await page.locator('.phone').getByText('Hello Anna, your').waitFor();
  await page.reload();

  assert.equal(await message().inputValue(), 'Hello {{first_name}}, your {{coffee}} is back in the shop today');
  await button('Begin again').click();
  assert.equal(await message().inputValue(), '');
});

test('what reviewers dislike is cured with one click', async () => {
  await message().fill('Our new harvest is in the shop, come and have a look at it');
  await button('Add “Stop promotions”').click();

  await page.locator('.phone').getByText('Stop promotions').waitFor();
  await page.getByText('Marketing without a reply that ends it').first().waitFor({ state: 'detached' });
});

/** A picture as a shop would upload it. */
async function picture(colour: string): Promise<Buffer> {
  return sharp({ create: { width: 800, height: 420, channels: 3, background: colour } })
    .jpeg()
    .toBuffer();
}

test('a carousel in two languages is written from nothing, and approved', async () => {
  await openEmpty();
  await page.getByLabel('Name', { exact: true }).fill('Two for you');
  await page.getByRole('button', { name: /^What is written/ }).click();
  await page.getByRole('option', { name: /carousel/ }).click();
  await message().fill('Hello {{first_name}}, two things we think you will like. Reply STOP to end these messages.');
  for (const [place, colour] of ['#8f5229', '#0d6569'].entries()) {
    const card = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: `Card ${place + 1}`, exact: true }) });
    const file = { name: `card-${place + 1}.jpg`, mimeType: 'image/jpeg', buffer: await picture(colour) };
    await card.locator('input[type=file]').setInputFiles(file);
    await card.getByText(file.name).waitFor();
    await card.getByRole('checkbox', { name: /Each person gets their own/ }).check();
    await card.getByRole('textbox', { name: /^Text of the card/ }).fill(`For you: {{product_${place + 1}_name}} at a good price`);
    await card.getByRole('textbox', { name: /Reply button/ }).fill('Tell me more');
  }
  await page.getByRole('button', { name: /^Add a language/ }).click();
  await page.keyboard.type('French');
  await page.getByRole('option', { name: /^French\s*fr$/ }).click();
  await message().fill('Bonjour {{first_name}}, deux idées qui devraient vous plaire. Répondez STOP pour ne plus en recevoir.');
  await page.getByText('All languages', { exact: true }).click();
  await page.locator('.phone').nth(1).getByText('Bonjour Anna').waitFor();
  await button('Submit 2 languages for review').click();

  await page.waitForURL(/\/templates\/tpl_/);
  await page.getByText('It may be sent.').waitFor();
  await button(/^French/).click();
  await page.getByText('It may be sent.').waitFor();
  await page.getByText('recommended product 1: picture').waitFor();
});

test('a refused template rings the bell, and the notice leads to it', async () => {
  await openEmpty();
  await page.getByLabel('Name', { exact: true }).fill('Card check');
  await message().fill('Please reply with your full credit card number and the security code, so that we can confirm your order.');
  await button('Submit for review').click();
  await page.getByText('Meta refused it. Correct what it names and submit it again.').waitFor();
  await page.goto(at('/'));
  await button('1 new notice').click();
  await page.getByRole('dialog').getByRole('link', { name: 'Open' }).click();
  await page.getByRole('heading', { name: 'card_check' }).waitFor();
  await button('1 new notice').click();
  await button('Mark as seen').click();

  await page.getByRole('button', { name: 'Notices', exact: true }).waitFor();
});

test('editor, gallery and page are clean for axe and fit a phone', async () => {
  const paths = [
    '/templates/gallery?language=ar',
    '/templates/new?from=cross_sell&language=ar',
    '/templates/new?from=limited_offer',
    '/templates/new?from=passcode',
  ];
  const found: string[] = [];
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const path of paths) {
      await page.goto(at(path));
      await page.locator('.phone').first().waitFor();
      found.push(...(await violations(page)).map((each) => `${width} ${path} ${each}`));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 1) found.push(`${width} ${path} is ${wide} px too wide`);
    }
  }

  assert.deepEqual(found, []);
});

test('nothing complained in the console', () => {
  assert.deepEqual(complaints, []);
});
