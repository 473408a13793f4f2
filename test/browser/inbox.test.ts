import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { contract } from '#core/contract/contract.ts';
import { call } from '#server/app/client/client.ts';
import { violations } from '#test/world/axe.ts';
import { openBrowser } from '#test/world/browser.ts';
import { openProduct, type Product } from '#test/world/product.ts';
import { until } from '#test/world/world.ts';

/**
 * The inbox's composer in a real browser against the whole product: every kind that an agent writes arrives, an answer quotes and a
 * reaction hangs by keyboard alone, and nothing written is lost by closing a sheet.
 */
let product: Product;
let browser: Browser;
let page: Page;
let thread = '';
const complaints: string[] = [];

before(async () => {
  [product, browser] = await Promise.all([openProduct({ demo: true }), openBrowser()]);
  const threads = (await call(product.door, contract.conversations.list, { query: { limit: 20 } })).items;
  thread = threads.find(({ window_until }) => window_until !== null)?.id ?? '';
  page = await openThread({ locale: 'en-GB' });
});
after(async () => {
  await browser.close();
  await product.close();
});

async function openThread(look: { locale: string; width?: number; dark?: boolean }): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: look.width ?? 1440, height: 900 },
    colorScheme: look.dark === true ? 'dark' : 'light',
    locale: look.locale,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(20_000);
  const answer = await context.request.post(`${product.door.url}/auth/sign-in/email`, { data: product.owner, headers: { origin: product.door.url } });
  assert.ok(answer.ok());
  const opened = await context.newPage();
  opened.on('pageerror', (error) => complaints.push(error.message));
  opened.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
  });
  await opened.goto(`${product.door.url}/inbox/${thread}`);
  await opened.getByRole('log').waitFor();
  return opened;
}

const sheet = () => page.getByRole('dialog');
const field = (name: string, nth = 0) => sheet().getByLabel(name, { exact: true }).nth(nth);
const said = async () => (await call(product.door, contract.conversations.messages, { params: { id: thread }, query: { limit: 50 } })).items;

async function compose(kind: string): Promise<void> {
  await page.getByRole('button', { name: 'Compose another kind of message' }).click();
  await sheet()
    .getByRole('button', { name: /^Kind of message/ })
    .click();
  await page.getByRole('option', { name: new RegExp(`^${kind}`) }).click();
}

async function send(): Promise<void> {
  await sheet().getByRole('button', { name: 'Send' }).click();
  await sheet().waitFor({ state: 'detached' });
}

/** Three by two pixels. */
const picture = {
  name: 'cup.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAEElEQVQImWOoCNCAIAY4CwA6NAWhhs/v7wAAAABJRU5ErkJggg==',
    'base64',
  ),
};

const kinds: Readonly<Record<string, readonly [word: string, write: () => Promise<void>]>> = {
  card: [
    'a text with answers',
    async () => {
      await field('Text').fill('Which *roast*?');
      await field('Answer 1').fill('Light');
    },
  ],
  list: [
    'a text with a list',
    async () => {
      await field('Text').fill('Which origin?');
      await field('Button that opens the list').fill('Choose');
      await field('Row 1').fill('Brazil');
    },
  ],
  location: [
    'a place',
    async () => {
      await field('Latitude').fill('45.75');
      await field('Longitude').fill('4.85');
    },
  ],
  contacts: [
    'contact cards',
    async () => {
      await field('Name').fill('Ana Silva');
      await field('Phone').fill('+33612340001');
    },
  ],
  sticker: [
    'a sticker',
    async () => {
      await sheet().locator('input[type=file]').setInputFiles(picture);
      await sheet().getByText('cup sticker.webp').waitFor();
    },
  ],
  carousel: [
    'cards side by side',
    async () => {
      await field('Text').fill('Two of ours');
      for (const place of [0, 1]) {
        await sheet().locator('input[type=file]').nth(place).setInputFiles(picture);
        await sheet().getByText('cup.png').nth(place).waitFor();
        await field('Answer 1', place).fill(`Take ${place + 1}`);
      }
    },
  ],
};

for (const [kind, [word, write]] of Object.entries(kinds)) {
  test(`${word} is composed beside the phone and arrives as ${kind}`, async () => {
    await compose(word);
    await write();
    await send();

    await until('it arrived', async () => {
      const last = (await said()).find(({ direction, content }) => direction === 'out' && content.kind === kind);
      assert.equal(last?.error ?? null, null);
      return last !== undefined && ['delivered', 'read'].includes(last.state);
    });
  });
}

test('what is half written is there again after the sheet was closed', async () => {
  await compose('a text with a link button');
  await field('Text').fill('Our new shop');
  await page.keyboard.press('Escape');
  await sheet().waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Compose another kind of message' }).click();

  assert.equal(await field('Text').inputValue(), 'Our new shop');
  await page.keyboard.press('Escape');
  await sheet().waitFor({ state: 'detached' });
});

test('by keyboard alone a message is answered with a quote and gets a reaction', async () => {
  const theirs = page.getByRole('button', { name: 'What to do with this message' }).first();
  const asked = (await said()).at(-1);
  await openByKeyboard(theirs);
  await page.keyboard.press('Enter');
  await page.getByText(/^Your answer quotes/).waitFor();
  await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA');
  await page.keyboard.type('Tomorrow morning');
  await page.keyboard.press('Enter');
  await until('the answer is there', async () => (await said()).some((one) => one.quoted?.id === asked?.id && one.content.kind === 'text'));
  await page.getByText(/^Your answer quotes/).waitFor({ state: 'detached' });

  await openByKeyboard(theirs);
  for (const key of ['ArrowDown', 'Enter']) await page.keyboard.press(key);

  await until('the reaction is there', async () => (await said()).some(({ content }) => content.kind === 'reaction' && content.emoji === '👍'));
  await page.locator('.bubble-reactions', { hasText: '👍' }).waitFor();
});

async function openByKeyboard(menu: Locator): Promise<void> {
  await menu.focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement instanceof HTMLElement && document.activeElement.closest('[role=menu]') !== null);
}

test('axe finds nothing in the thread and in the sheet, in French, dark and narrow as well', async () => {
  const narrow = await openThread({ locale: 'fr-FR', width: 390, dark: true });

  const found = [...(await violations(page)), ...(await violations(narrow))];
  await page.getByRole('button', { name: 'Compose another kind of message' }).click();
  await narrow.getByRole('button', { name: 'Composer un autre type de message' }).click();
  await narrow.getByRole('dialog').waitFor();

  assert.deepEqual([...found, ...(await violations(page)), ...(await violations(narrow))], []);
  const overflow = await narrow.evaluate(() => {
    const root = document.documentElement;
    return root.scrollWidth - root.clientWidth;
  });
  assert.equal(overflow, 0);
  await narrow.context().close();
});

test('nothing failed on the way', () => {
  assert.deepEqual(complaints, []);
});
