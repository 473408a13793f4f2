import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { violations } from '#test/world/axe.ts';
import { openBrowser } from '#test/world/browser.ts';
import { openProduct, type Product } from '#test/world/product.ts';

/**
 * One person's first hour with Parley, in a real browser against the whole product with its demo shop: a file goes in, a
 * template is reviewed, a campaign goes out, a phone buzzes, somebody answers, an agent replies, somebody writes STOP.
 */
let product: Product;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let wall: Page;
const complaints: string[] = [];

before(async () => {
  [product, browser] = await Promise.all([openProduct({ demo: true }), openBrowser()]);
  context = await browser.newContext({ viewport: { width: 1440, height: 950 }, locale: 'en-GB' });
  context.setDefaultTimeout(20_000);
  page = await context.newPage();
  wall = await context.newPage();
  for (const one of [page, wall]) {
    one.on('pageerror', (error) => complaints.push(error.message));
    one.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  }
});
after(async () => {
  await browser.close();
  await product.close();
});

const at = (path: string) => product.door.url + path;
const button = (name: string | RegExp, on: Page = page) => on.getByRole('button', { name }).first();

test('the owner signs in with the password that was printed', async () => {
  await page.goto(at('/'));
  await page.getByLabel(/e-mail/i).fill(product.owner.email);
  await page.getByLabel(/^password/i).fill(product.owner.password);
  await button(/sign in/i).click();

  await page.getByRole('heading', { name: 'Brûlerie Lumière' }).waitFor();
  // Before signing in the browser asks who it is and is told 401; that is how it learns to show the door.
  complaints.length = 0;
});

test('a file goes in with its consent, each row is accounted for, and the import can be taken back', async () => {
  const csv = 'First name,Mobile,City\nNora,+33 6 12 34 70 01,Lyon\nPaul,06 12 34 70 02,Nantes\nNora,+33612347001,Lyon\nTypo,12,Lille\n';

  await page.goto(at('/imports/new'));
  await page.locator('input[type=file]').setInputFiles({ name: 'fair.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await page.getByText('How it was read').waitFor();
  await button('Next: consent').click();
  await page.getByRole('radio', { name: /^All of them/ }).check();
  await page.getByLabel('Where they agreed').fill('At the coffee fair');
  await page.getByLabel('The words they agreed to').fill('Yes, news and offers on WhatsApp.');
  await page.getByLabel('When', { exact: true }).fill('2026-11-20');
  await button('Start the dry run').click();
  await page.getByText('is too short').waitFor();
  await button('Import 2 people').click();

  await page.getByText('2 new + 0 updated + 0 skipped + 1 repeated + 1 not valid').waitFor();
  await page.goto(at('/contacts?search=Nora'));
  await page.getByText('+33 6 12 34 70 01').first().waitFor();
  await page.goBack();
  await button('Take this import back').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click();
  await page.getByText('This import was taken back').waitFor();
});

test('a template is written beside its phone, reviewed, and approved before one’s eyes', async () => {
  await page.goto(at('/templates/new'));
  await page.getByLabel('Name', { exact: true }).fill('Spring tasting');
  await page
    .getByRole('textbox', { name: /^Message/ })
    .fill('Hello {{first_name}}, we open the new harvest on Saturday at ten. Will you come and taste it with us?');
  await page.getByRole('textbox', { name: 'first_name' }).fill('Inès');
  await page.getByRole('textbox', { name: /^Footer/ }).fill('Reply STOP to get no more offers');
  await button('Reply').click();
  await page.getByRole('textbox', { name: /Reply button/ }).fill('I will come');
  await page.locator('.phone').getByText('Hello Inès, we open the new harvest').waitFor();
  await button('Submit for review').click();

  await page.getByText('Meta is looking at it').waitFor();
  await page.getByText('It may be sent.').waitFor();
});

test('a template that asks for card numbers comes back rejected with its reason', async () => {
  await page.goto(at('/templates/new'));
  await page.getByLabel('Name', { exact: true }).fill('Card check');
  await page
    .getByRole('textbox', { name: /^Message/ })
    .fill('Please reply with your full credit card number and the security code, so that we can confirm your order.');
  await button('Submit for review').click();

  await page.getByText('Meta refused it. Correct what it names and submit it again.').waitFor();
});

test('a campaign is planned in numbers, tried on one phone, and launched', async () => {
  await page.goto(at('/campaigns/new'));
  await page.getByLabel('Name', { exact: true }).fill('Tasting on Saturday');
  await button('Begin').click();
  await button(/choose a segment/).click();
  await page.getByRole('option', { name: /Everybody/ }).click();
  await button(/choose a template/).click();
  await page.getByRole('option', { name: /spring_tasting/ }).click();
  await page.getByText('Who it reaches').waitFor();
  await page.getByText(/^−\d+ US number/).waitFor();
  await page.getByText(/^−\d+ Never agreed/).waitFor();
  await button('Send a test').click();
  await page.getByLabel('Phone number').fill('+33612345000');
  await button('Send one message').click();
  await page.getByText(/A test is on its way/).waitFor();
  await page.keyboard.press('Escape');

  await page.getByText(/^Send to \d+ people, about/).waitFor();
  await button('Launch campaign').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Launch campaign' }).click();

  await page.getByText('Nothing has left yet.').waitFor();
});

test('a phone buzzes, is read, its button tapped, and its answer counted in the live report', async () => {
  const reportAddress = page.url();
  await wall.goto(`${product.phonesUrl}/`);
  await wall.getByRole('button', { name: /Inès Carvalho/ }).click();
  // The undo minute has to pass.
  await wall.locator('aside').getByText('we open the new harvest on Saturday').nth(1).waitFor({ timeout: 90_000 });
  await wall.locator('aside').getByRole('button', { name: 'I will come' }).last().click();

  await page.getByRole('heading', { name: 'From plan to answer' }).waitFor();
  await page
    .getByText(/people have it/)
    .first()
    .waitFor();
  await page.goto(`${reportAddress.replace(/\/report.*$/, '')}/report?state=replied`);
  await page
    .getByText(/Answered at/)
    .first()
    .waitFor();
});

test('the answer is in the inbox, the agent replies, and the words reach the phone', async () => {
  await page.goto(at('/inbox'));
  await page.getByRole('link', { name: /Inès Carvalho/ }).click();
  await page.getByRole('log').getByText('I will come').last().waitFor();
  await page.getByText('free to answer').waitFor();
  await page.getByLabel('Write an answer').fill('Lovely, Inès. We keep a cup for you.');
  await page.keyboard.press('Enter');

  await wall.locator('aside').getByText('Lovely, Inès. We keep a cup for you.').waitFor();
});

test('who writes STOP is told once that it is done, and the next plan leaves them out', async () => {
  await wall.locator('aside').getByRole('button', { name: 'Write STOP' }).click();
  await wall.locator('aside').getByText(/STOP/).first().waitFor();

  await page.getByText('Opted out').first().waitFor();
  await page.goto(at('/contacts?search=In%C3%A8s%20Carvalho&consent=withdrawn'));
  await page
    .getByRole('link', { name: /Inès Carvalho/ })
    .first()
    .waitFor();
});

test('a person can block the business', async () => {
  await wall.locator('aside').getByRole('button', { name: 'Block the business' }).click();
  await wall.getByRole('dialog').getByRole('radio', { name: 'Spam' }).check();
  await wall.getByRole('dialog').getByRole('button', { name: 'Block', exact: true }).click();

  await wall.locator('aside').getByRole('button', { name: 'Unblock the business' }).waitFor();
});

test('every page is clean for those who read by screen reader or keyboard, and none scrolls sideways on a phone', async () => {
  const found: string[] = [];
  const ids = await addresses();
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    for (const path of ids) {
      await page.setViewportSize({ width: 1440, height: 950 });
      await page.goto(path.startsWith('http') ? path : at(path));
      await page.locator('h1').first().waitFor();
      await page.waitForLoadState('networkidle').catch(() => undefined);
      found.push(...(await violations(page)).map((one) => `${scheme} ${path}: ${one}`));
      await page.setViewportSize({ width: 390, height: 844 });
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (sideways > 1) found.push(`${path}: ${sideways} px too wide for a phone`);
    }
  }
  await page.setViewportSize({ width: 1440, height: 950 });

  assert.deepEqual(found, []);
});

/** The pages of the dashboard, one of each kind, and the wall. */
async function addresses(): Promise<string[]> {
  const listed = async (path: string) => {
    const response = await fetch(at(path), { headers: { authorization: `Bearer ${product.door.key}` } });
    return ((await response.json()) as { items: { id: string; state?: string }[] }).items;
  };
  const [contact, template, campaign, conversation, segment, imported] = await Promise.all(
    ['contacts', 'templates', 'campaigns', 'conversations', 'segments', 'imports'].map(async (name) => (await listed(`/v1/${name}`))[0]?.id ?? ''),
  );
  const draft = (await listed('/v1/campaigns')).find((one) => one.state === 'draft')?.id;
  assert.ok(draft, 'the demo shop has a campaign that waits to be launched');
  return [
    '/',
    '/inbox',
    `/inbox/${conversation}`,
    '/contacts',
    `/contacts/${contact}`,
    '/segments',
    '/segments/new',
    `/segments/${segment}`,
    '/imports',
    '/imports/new',
    `/imports/${imported}`,
    '/templates',
    `/templates/${template}`,
    '/templates/new',
    '/campaigns',
    '/campaigns/new',
    `/campaigns/${draft}`,
    `/campaigns/${campaign}/report`,
    '/settings/workspace',
    '/settings/numbers',
    '/settings/keys',
    '/settings/webhooks',
    '/settings/password',
    '/settings/audit',
    '/sign-in',
    `${product.phonesUrl}/#/phone/33612345000`,
  ];
}

test('nothing was complained about in the browser on the way', () => {
  assert.deepEqual(complaints, []);
});
