import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { violations } from '#test/world/axe.ts';
import { openBrowser } from '#test/world/browser.ts';
import { openPhonesFixture, type PhonesFixture } from '#test/world/phonesFixture.ts';
import { everyBubble, exampleNumber } from '#web/wall/everyBubble.ts';

/** The wall of phones in a real browser, on a control API that holds one bubble of every kind and remembers what was done. */
let phones: PhonesFixture;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];

before(async () => {
  [phones, browser] = await Promise.all([openPhonesFixture(join(import.meta.dirname, '../../web/dist/wall')), openBrowser()]);
  context = await browser.newContext({
    viewport: { width: 1440, height: 950 },
    locale: 'en-GB',
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(10_000);
  page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('request', (request) => {
    if (!request.url().startsWith(phones.url) && !/^(data|blob):/.test(request.url())) complaints.push(`asked outside: ${request.url()}`);
  });
});
after(async () => {
  await browser.close();
  await phones.close();
});
beforeEach(async () => {
  phones.done.length = 0;
  await page.goto('about:blank');
  await page.goto(`${phones.url}/#/phone/33612345000/${exampleNumber}`);
  await hand().locator('.bubble').first().waitFor();
});

const hand = () => page.locator('aside');
const bubble = (id: string) => hand().locator(`[id="bubble-${id}"]`);
const sheet = () => hand().getByRole('dialog');
const acts = () => phones.done.filter((one) => one.path.endsWith('/acts')).map((one) => one.body);
/** Lets frames pass until so many things were done; what is missing is told by the assertion that follows. */
async function doneSoFar(count: number): Promise<void> {
  for (let frame = 0; frame < framesMost && phones.done.length < count; frame += 1) {
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
  }
}
const framesMost = 600;
const sent = () => sheet().waitFor({ state: 'detached' });

test('a bubble of every kind is drawn with something in it', async () => {
  const lines = everyBubble.filter(({ content }) => content.kind !== 'reaction' && content.kind !== 'system');

  for (const { id, content } of lines) {
    const drawn = bubble(id).locator('.bubble').first();
    assert.equal(await drawn.getAttribute('data-kind'), content.kind, id);
    const box = await drawn.boundingBox();
    assert.ok(box !== null && box.width > 40 && box.height > 20, `${id} is ${box?.width} by ${box?.height}`);
  }
  await hand().getByText('Inès changed her number').waitFor();
  assert.deepEqual(complaints, []);
});

test('marks, lists and quotes of a text are drawn as WhatsApp does', async () => {
  const drawn = bubble('formatting');

  assert.equal(await drawn.locator('strong').textContent(), 'Gras');
  assert.equal(await drawn.locator('s').textContent(), 'barré');
  assert.equal(await drawn.locator('blockquote p').count(), 2);
  assert.equal(await drawn.locator('ol li').count(), 2);
});

test('a quote leads to what it quotes', async () => {
  await bubble('formatting').locator('.bubble-quote').click();

  await bubble('question').locator('.bubble-found').waitFor();
});

test('a list opens its sheet, and the chosen row is sent', async () => {
  await bubble('list').getByRole('button', { name: 'Voir les cafés' }).click();
  await sheet().getByText('Noisette, cacao').click();
  await sheet().getByRole('button', { name: 'Send' }).click();
  await sent();

  assert.deepEqual(acts(), [{ act: 'choose', number: exampleNumber, message_id: 'list', row: 'n4' }]);
});

test('a link is shown in full before it counts as tapped', async () => {
  await bubble('template').getByRole('button', { name: 'Voir la N° 7' }).click();
  await sheet().getByText('utm_campaign=noel').waitFor();
  assert.deepEqual(acts(), []);

  await sheet().getByRole('button', { name: 'Only count the tap' }).click();
  await sent();

  assert.deepEqual(acts(), [{ act: 'tap', number: exampleNumber, message_id: 'template', index: 0 }]);
});

test('a coupon is copied, and an offer counts down by the emulator’s clock', async () => {
  await bubble('offer').getByText('02:28:07').waitFor();
  await bubble('offer').getByRole('button', { name: 'Copier le code' }).click();
  await page.getByText('Copied').first().waitFor();

  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'NOEL25');
  assert.deepEqual(acts(), [{ act: 'tap', number: exampleNumber, message_id: 'offer', index: 0 }]);
});

test('a carousel moves by its buttons, and a button of its second card says its own place', async () => {
  const row = bubble('carousel').locator('.carousel-row');
  await bubble('carousel').getByRole('button', { name: 'Next card' }).click();
  await page.waitForFunction((one) => (one?.scrollLeft ?? 0) > 50, await row.elementHandle());

  await row.getByRole('button', { name: 'Le choisir' }).nth(1).click();
  await doneSoFar(1);

  assert.deepEqual(acts(), [{ act: 'tap', number: exampleNumber, message_id: 'carousel', index: 2 }]);
});

test('a basket is filled and sent with its prices', async () => {
  await bubble('products').locator('.bubble-act').click();
  await sheet().getByRole('button', { name: 'One more' }).first().click();
  await sheet().getByRole('button', { name: 'One more' }).first().click();
  await sheet().getByRole('button', { name: 'Send the basket, €27.00' }).click();
  await sent();

  assert.deepEqual(acts(), [
    {
      act: 'order',
      number: exampleNumber,
      catalog: 'cat1',
      text: '',
      quoted: 'products',
      items: [{ retailer_id: 'guji-250', quantity: 2, price: 13.5, currency: 'EUR' }],
    },
  ]);
});

test('a form names what is missing, runs to its end, and sends the answers', async () => {
  await bubble('flow').getByRole('button', { name: 'Réserver' }).click();
  await sheet().getByText('Bonjour Inès').waitFor();
  await sheet().getByRole('button', { name: 'Continuer' }).click();
  await sheet().getByText('Please fill this in.').first().waitFor();

  await sheet().getByLabel('Combien serez-vous ?').selectOption('4');
  await sheet().getByText('la grande table').waitFor();
  await sheet().getByText('Filtre').click();
  await sheet().getByRole('button', { name: 'Continuer' }).click();
  await sheet().getByText('Inès, 4 place(s), filter').waitFor();
  await sheet().getByText('Une part de gâteau').click();
  await sheet().getByRole('button', { name: 'Réserver' }).click();
  await sent();

  assert.deepEqual(acts(), [
    { act: 'submit_flow', number: exampleNumber, message_id: 'flow', index: 0, answers: { name: 'Inès', people: '4', extra: ['cake'] } },
  ]);
});

test('an answer quotes, a reaction hangs, and Escape gives the keyboard back', async () => {
  await bubble('location').locator('.bubble-menu').click();
  await page.keyboard.press('Escape');
  await sent();
  assert.equal(await page.evaluate(() => document.activeElement?.className), 'bubble-menu');

  await page.keyboard.press('Enter');
  await sheet().getByRole('button', { name: 'Answer this message' }).click();
  await hand().getByRole('textbox', { name: 'Message' }).fill('Merci');
  await page.keyboard.press('Enter');
  await doneSoFar(1);
  await bubble('question').locator('.bubble-menu').click();
  await sheet().getByRole('button', { name: '🙏' }).click();
  await sent();

  assert.deepEqual(acts(), [
    { act: 'write', number: exampleNumber, text: 'Merci', quoted: 'location' },
    { act: 'react', number: exampleNumber, message_id: 'question', emoji: '🙏' },
  ]);
});

test('a voice message shows its own waveform', async () => {
  const heights = await bubble('voice')
    .locator('.bubble-wave rect')
    .evaluateAll(async (bars) => {
      const read = () => bars.map((bar) => Number(bar.getAttribute('height')));
      for (let tries = 0; tries < 100 && new Set(read()).size < 5; tries += 1) await new Promise((wait) => requestAnimationFrame(wait));
      return read();
    });

  assert.equal(heights.length, 44);
  assert.ok(new Set(heights).size > 10, 'bars follow the sound');
});

test('the inspector shows what went over the wire and copies it as a command', async () => {
  await bubble('template').locator('.bubble-menu').click();
  await sheet().getByRole('button', { name: 'Look at its wire' }).click();
  const drawer = page.getByRole('dialog', { name: 'What went over the wire' });
  await drawer.getByText('christmas_coffee').first().waitFor();
  await drawer.getByRole('button', { name: 'Copy as curl' }).click();

  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^curl -X POST "\$CLOUD_API_URL\/v26\.0\/110000000000001\/messages"/);
});

test('a product is changed, refused while it is wrong, added and removed, each time with the whole catalogue', async () => {
  await page.goto(`${phones.url}/#/catalogs`);
  await page.getByRole('button', { name: 'Change Guji, 250 g' }).click();
  await page.getByLabel('Id in the shop').fill('decaf-250');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Another product has this id.').waitFor();
  await page.getByLabel('Id in the shop').fill('guji-500');
  await page.getByLabel('Price').fill('24.5');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByLabel('Price').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Remove Décaféiné de Noël' }).click();
  await doneSoFar(2);

  const put = phones.done.filter((one) => one.path === 'catalogs').map((one) => (one.body as { products: { retailer_id: string; price: number }[] }).products);
  assert.deepEqual(
    put.map((products) => products.map((product) => [product.retailer_id, product.price])),
    [
      [
        ['guji-500', 24.5],
        ['decaf-250', 14],
      ],
      [['guji-250', 13.5]],
    ],
  );
});

test('a webhook is sent by hand as it is written, and a storm is raised', async () => {
  await page.goto(`${phones.url}/#/webhooks`);
  await page.getByRole('button', { name: 'Send one by hand' }).click();
  await page.getByLabel('Value of the change, as JSON').fill('{"messaging_product":');
  await page.getByText('This is not a JSON object.').waitFor();
  assert.ok(await page.getByRole('button', { name: 'Send', exact: true }).isDisabled());

  await page.getByLabel('Value of the change, as JSON').fill('{"odd":[1]}');
  await page.getByRole('combobox', { name: 'Field' }).fill('calls');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('On its way to').waitFor();
  await page.getByRole('button', { name: 'Raise a storm' }).click();
  await page.getByRole('button', { name: 'Send the copies' }).click();
  await page.getByText('20 POSTs are on the way.').waitFor();

  assert.deepEqual(phones.done, [
    { path: 'webhooks/send', body: { account: '120000000000001', field: 'calls', value: { odd: [1] } } },
    { path: 'webhooks/storm', body: { copies: 10 } },
  ]);
});

test('who is behind a phone is read and decided: a script by its lines, and truths that no platform sees', async () => {
  await hand().getByRole('button', { name: 'The person…' }).click();
  const person = page.getByRole('dialog', { name: 'Behind the phone: Inès Carvalho' });
  await person.getByText('No platform can see this').waitFor();
  await person.getByRole('button', { name: 'Add a line' }).click();
  await person.getByText('This line does nothing yet').waitFor();
  assert.ok(await person.getByRole('button', { name: 'Save the script' }).isDisabled());

  await person.getByLabel('They tap the button or row').nth(1).fill('Oui');
  await person.getByLabel('After').nth(1).fill('2 h');
  await person.getByRole('button', { name: 'Save the script' }).click();
  await person.getByText('Saved.').waitFor();
  await person.getByRole('switch', { name: 'Really agreed' }).click({ force: true });
  await person.getByLabel('Likes to hear about').fill('bread, , bread, tea');
  await person.getByRole('button', { name: 'Save the truths' }).click();
  await person.getByText('Saved.').nth(1).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press('Escape');
  await person.waitFor({ state: 'detached' });

  assert.deepEqual(phones.done, [
    {
      path: 'phones/33612345000/script',
      body: [
        { on: 'dégustation', after_ms: 90_000, say: 'J’y serai !', block: false, stop_marketing: false },
        { on: '', after_ms: 7_200_000, tap: 'Oui', block: false, stop_marketing: false },
      ],
    },
    { path: 'phones/33612345000/truths', body: { agreed: false, topics: ['bread', 'tea'], hour: 18, patience: 2.5 } },
  ]);
});

test('of a thousand people only those in sight are drawn, and the next page comes by scrolling', async () => {
  await page.goto(`${phones.url}/#/`);
  await page.getByRole('button', { name: /Inès Carvalho 96/ }).waitFor({ state: 'detached' });
  for (let turn = 0; turn < 40 && !(await page.getByRole('button', { name: /Inès Carvalho 96/ }).isVisible()); turn += 1) {
    await page.mouse.wheel(0, 900);
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  }

  await page.getByRole('button', { name: /Inès Carvalho 96/ }).waitFor();
  assert.ok((await page.getByRole('listitem').count()) < 60);
});

test('every part is clean for those who read by screen reader or keyboard, in both languages, lights and widths', async () => {
  const found: string[] = [];
  const places = [
    '/',
    `/phone/33612345000/${exampleNumber}`,
    '/phone/33612345000',
    '/phone/212612345678',
    '/clock',
    '/dials',
    '/webhooks',
    '/templates',
    '/numbers',
    '/catalogs',
    '/people',
    '/scenario',
  ];
  for (const [scheme, language, width] of [
    ['light', 'en', 1440],
    ['dark', 'fr', 390],
  ] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.evaluate((code) => localStorage.setItem('parley-language', code), language);
    await page.setViewportSize({ width, height: 900 });
    for (const place of places) {
      await page.goto('about:blank');
      await page.goto(`${phones.url}/#${place}`);
      await page.locator('h1').first().waitFor({ state: 'attached' });
      await page.waitForLoadState('networkidle').catch(() => undefined);
      found.push(...(await violations(page)).map((one) => `${scheme} ${place}: ${one}`));
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (sideways > 1) found.push(`${place}: ${sideways} px too wide at ${width}`);
    }
  }

  assert.deepEqual(found, []);
  assert.deepEqual(complaints, []);
});
