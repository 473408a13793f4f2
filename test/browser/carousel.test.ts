import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { contract } from '#core/contract/contract.ts';
import { call } from '#server/app/client/client.ts';
import { violations } from '#test/world/axe.ts';
import { openBrowser } from '#test/world/browser.ts';
import { dropFiles } from '#test/world/drop.ts';
import { openKeyboard } from '#test/world/keyboard.ts';
import { openProduct, type Product, tellPhones } from '#test/world/product.ts';
import { pictureOf, tellShop, thingIn, things } from '#test/world/shelf.ts';

/**
 * From an empty editor to an approved carousel in two languages, used in a campaign with recommendations, seen on a phone: pictures
 * are dropped on the library, the shop tells what was bought, the carousel is written and reviewed, the campaign is made without
 * a mouse, and two people get their own products in their own language.
 */
let product: Product;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];

/** Two people of the demo shop who do nothing by themselves, and what they bought last. */
const priya = { name: 'Priya Nair', bought: 'kettle', next: ['scale', 'jug'] } as const;
const ines = { name: 'Inès Carvalho', bought: 'press', next: ['mug', 'tin'] } as const;
/** A phone of somebody who works here. */
const teamPhone = '33612340777';

before(async () => {
  [product, browser] = await Promise.all([openProduct({ demo: true }), openBrowser()]);
  context = await browser.newContext({ viewport: { width: 1440, height: 950 }, locale: 'en-GB', reducedMotion: 'reduce' });
  context.setDefaultTimeout(20_000);
  page = await openPage();
  const answer = await context.request.post(at('/auth/sign-in/email'), { data: product.owner, headers: { origin: product.door.url } });
  assert.ok(answer.ok(), `the owner could not sign in: ${answer.status()}`);
});
after(async () => {
  await browser.close();
  await product.close();
});

/** A page in front; one behind another would be drawn seldom, and its keys measured wrong. */
async function openPage(): Promise<Page> {
  const opened = await context.newPage();
  opened.on('pageerror', (error) => complaints.push(error.message));
  opened.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  return opened;
}

const at = (path: string) => product.door.url + path;
const button = (name: string | RegExp) => page.getByRole('button', { name }).first();
const seen = (words: string | RegExp, within: Page | Locator = page) => within.getByText(words).first().waitFor();
const message = () => page.getByRole('textbox', { name: /^Message/ });
const card = (nth: number) => page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: `Card ${nth}`, exact: true }) });

const writeOn = (nth: number, field: RegExp, words: string) => card(nth).getByRole('textbox', { name: field }).fill(words);

async function contactCalled(name: string): Promise<string> {
  const found = await call(product.door, contract.contacts.list, { query: { search: name } });
  const one = found.items.find((each) => `${each.first_name} ${each.last_name}` === name);
  assert.ok(one, `${name} is a customer of the demo shop`);
  return one.id;
}

test('pictures dropped on the library are kept, made what WhatsApp takes, and described', async () => {
  await page.goto(at('/media'));
  await page.getByRole('heading', { level: 1, name: 'Media' }).waitFor();
  const files = await Promise.all(Object.values(things).map(pictureOf));

  await dropFiles(page, files, 'Let go to upload');

  for (const { name } of files) await page.getByRole('button', { name: new RegExp(name.split('.')[0] ?? '') }).waitFor();
  await button(/pichet/).click();
  const details = page.getByRole('dialog', { name: /About this file/ });
  await details.getByText('JPEG', { exact: false }).first().waitFor();
  await details.getByLabel('Description').fill('A small brown jug for milk');
  await details.getByRole('button', { name: 'Save changes' }).click();
  await seen('The file’s words are saved.');
  await page.keyboard.press('Escape');
  await page.getByRole('searchbox', { name: 'Search by name' }).fill('for milk');
  await page.getByRole('button', { name: /balance/ }).waitFor({ state: 'detached' });
  await button(/pichet/).waitFor();
});

test('what the shop tells by API becomes recommendations with their reasons', async () => {
  const media = (await call(product.door, contract.media.list, { query: { limit: 50 } })).items;
  const ofThing = Object.values(things).map(({ id, file }) => [id, media.find((each) => each.name.startsWith(file.split('.')[0] ?? ''))?.id ?? ''] as const);
  const buyers = await Promise.all([priya, ines].map(async ({ name, bought }) => ({ contact: await contactCalled(name), bought })));

  assert.deepEqual(await tellShop(product, buyers, new Map(ofThing), new Date()), []);

  for (const [place, who] of [priya, ines].entries()) {
    await page.goto(at(`/contacts/${buyers[place]?.contact}`));
    await page.waitForFunction(
      async ({ id, first }) => {
        const answer = await fetch(`/v1/contacts/${id}/recommendations`);
        const { items } = (await answer.json()) as { items: { by: string; place: number; product: { retailer_id: string } }[] };
        return items.some((each) => each.by === 'next_likely' && each.place === 1 && each.product.retailer_id === first);
      },
      { id: buyers[place]?.contact, first: who.next[0] },
      { polling: 200 },
    );
    await page.reload();
    for (const id of who.next)
      await page
        .locator('li')
        .filter({ hasText: things[id].name })
        .getByText(/bought this within 90 days \(\d+ people\)/)
        .waitFor();
  }
});

test('from an empty editor a message becomes a carousel of pictures that each person gets their own of', async () => {
  await page.goto(at('/templates/new'));
  await page.getByLabel('Name', { exact: true }).fill('Picked for you');
  await page.getByRole('button', { name: /^What is written/ }).click();
  await page.getByRole('option', { name: /carousel/ }).click();
  await message().click();
  await page.keyboard.type('Hello ');
  const tools = page.getByRole('toolbar', { name: /Message/ });
  await tools.getByRole('button', { name: 'Variable' }).click();
  await page.getByRole('button', { name: /^First name/ }).click();
  await seen('Hello Anna', page.locator('.phone'));
  await page.waitForFunction(() => document.activeElement instanceof HTMLTextAreaElement);
  await page.keyboard.type(', two things that go with what you have from us.');
  for (const [place, file] of ['balance', 'pichet'].entries()) await fillCard(place + 1, file);

  await page.reload();

  assert.equal(await message().inputValue(), 'Hello {{first_name}}, two things that go with what you have from us.');
  await seen(/^pichet/, card(2));
  const second = page.locator('.phone').getByRole('group', { name: /card 2/i });
  await second.getByRole('img').waitFor();
});

/** A card with a picture of the library that follows the person, a line, an answer and a link to their own product. */
async function fillCard(nth: number, file: string): Promise<void> {
  await card(nth).getByRole('button', { name: 'Choose from the library' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: new RegExp(file) })
    .click();
  await card(nth)
    .getByRole('checkbox', { name: /Each person gets their own/ })
    .check();
  await writeOn(nth, /^Text of the card/, `For you: {{product_${nth}_name}}, roasted and packed with care`);
  if (nth === 1) await page.getByRole('group', { name: 'How every card is built' }).getByRole('button', { name: 'Web address' }).click();
  await writeOn(nth, /Reply button/, 'Keep one for me');
  await writeOn(nth, /Web button/, 'See it');
  await writeOn(nth, /^Address/, `https://brulerie-lumiere.example/p/{{product_${nth}_retailer_id}}`);
}

test('what reviewers dislike is cured by its own click, and the phone has it at once', async () => {
  await page.getByRole('list', { name: 'What to look at' }).getByText('Nothing says how to end these messages').waitFor();

  await button('Add “Reply STOP to end these messages.”').click();

  await page.locator('.phone').getByText('Reply STOP to end these messages.').waitFor();
  await page.getByText('Nothing says how to end these messages').first().waitFor({ state: 'detached' });
});

test('a second language stands beside the first, and Arabic is read from the right', async () => {
  await addLanguage('Arabic', /^Arabic\s*ar$/);
  await message().fill('مرحبًا {{first_name}}، اخترنا لك منتجين. أرسل «إيقاف» لكي لا تصلك هذه الرسائل.');
  await page.locator('.phone').getByText('اخترنا لك منتجين').waitFor();
  const chat = page.locator('.phone-chat');
  assert.equal(await chat.evaluate((element) => getComputedStyle(element).direction), 'rtl');
  const [first, second] = await Promise.all([1, 2].map((nth) => chat.getByRole('group', { name: new RegExp(`card ${nth}`, 'i') }).boundingBox()));
  assert.ok(first && second && second.x < first.x, 'the second card is on the left of the first');
  await button('Take Arabic out').click();

  await addLanguage('French', /^French\s*fr$/);
  await message().fill('Bonjour {{first_name}}, deux idées qui vont avec ce que vous avez de chez nous. Répondez STOP pour ne plus en recevoir.');
  for (const nth of [1, 2]) {
    await writeOn(nth, /^Text of the card/, `Pour vous : {{product_${nth}_name}}, préparé avec soin`);
    await writeOn(nth, /Reply button/, 'Gardez-le-moi');
    await writeOn(nth, /Web button/, 'Le voir');
  }
  await page.getByText('All languages', { exact: true }).click();

  await page.locator('.phone').nth(0).getByText('Hello Anna, two things').waitFor();
  await page.locator('.phone').nth(1).getByText('Bonjour Anna, deux idées').waitFor();
});

async function addLanguage(typed: string, option: RegExp): Promise<void> {
  await page.getByRole('button', { name: /^Add a language/ }).click();
  await page.keyboard.type(typed);
  await page.getByRole('option', { name: option }).click();
}

/** So slow a phone would be felt as waiting even on a busy machine; the aim is 50 ms, which bench and editor.test.ts hold alone. */
const keyToPreviewMilliseconds = 200;

test('each key is on both phones while it is typed', async (t) => {
  await message().click();
  await page.keyboard.press('Control+End');
  await page.evaluate(() => {
    document.addEventListener('keydown', () => performance.mark('key'), true);
    const watch = new MutationObserver(() => requestAnimationFrame(() => performance.measure('key to preview', 'key')));
    for (const chat of document.querySelectorAll('.phone-chat')) watch.observe(chat, { subtree: true, childList: true, characterData: true });
  });
  const words = ' À très bientôt dans notre atelier de la rue';

  await page.keyboard.type(words, { delay: 40 });

  await page.locator('.phone').nth(1).getByText(words.trim()).waitFor();
  const taken = await page.evaluate(() => performance.getEntriesByName('key to preview').map((entry) => entry.duration));
  const median = taken.toSorted((one, other) => one - other)[Math.floor(taken.length / 2)] ?? Infinity;
  t.diagnostic(`key to preview, two languages of a carousel: median ${median.toFixed(1)} ms of ${taken.length} keys`);
  assert.ok(taken.length >= 30, `the phones followed ${taken.length} keys only`);
  assert.ok(median < keyToPreviewMilliseconds, `the phones need ${median} ms`);
});

test('both languages are reviewed and approved', async () => {
  await button('Submit 2 languages for review').click();

  await page.waitForURL(/\/templates\/tpl_/);
  await seen('It may be sent.');
  await button(/^French/).click();
  await seen('It may be sent.');
  await page.locator('.phone').getByText('À très bientôt').waitFor();
});

/** Between those whose cart is fresh, even at night (61), and those who have none, even by day (58 if they wrote to us, else 54): see docs/use/etr.md. */
const bar = 60;

test('a phone of the team is named for tests to go to, and the bar is set for what people will not want', async () => {
  const setup = { wa_id: teamPhone, name: 'Atelier', place: 'Lyon', language: 'en', timezone: 'Europe/Paris', persona: 'manual' };
  await tellPhones(product, 'POST', '/phones', [setup]);
  await page.goto(at('/settings/workspace'));
  const save = (within: string) => page.locator('form').filter({ hasText: within }).getByRole('button', { name: 'Save changes' });
  await button('Another phone').click();
  await page.getByLabel('Whose').fill('Atelier');
  await page.getByLabel('Phone', { exact: true }).fill('06 12 34 07 77');
  await save('Another phone').click();
  await page.getByText('Saved', { exact: true }).waitFor();
  const slider = page.getByRole('slider', { name: 'What counts as not wanted' });
  await slider.focus();
  while (Number(await slider.getAttribute('aria-valuenow')) < bar) await page.keyboard.press('ArrowRight');
  await save('they will likely not want it').click();
  await save('they will likely not want it').and(page.locator(':disabled')).waitFor();

  await page.reload();

  assert.equal(await page.getByLabel('Phone', { exact: true }).inputValue(), `+${teamPhone}`);
  await seen(`Fewer than ${bar} points: they will likely not want it`);
});

test('without a mouse a campaign is made of segments, the carousel and a reason, and seen as each person gets it', async () => {
  const keys = openKeyboard(page);
  const word = (part: string, name: RegExp) => page.locator(`#${part}`).getByRole('button', { name });
  const rail = page.getByRole('complementary', { name: 'Plan' });
  await page.goto(at('/campaigns/new'));
  await keys.tabTo(page.getByLabel('Name', { exact: true }));
  await keys.write('What goes with yours');
  await keys.press('Enter');
  await page.locator('#who').waitFor();

  await keys.pick(word('who', /^Segment: /), 'Agreed to offers');
  await keys.pick(word('who', /^Leave a segment out/), 'Regulars in France');
  await keys.pick(word('what', /^Template: /), 'picked_for_you');
  await keys.press('Alt+Shift+5');
  await keys.pick(word('why', /^Reason: /), 'a cart they filled');

  await rail.getByText('Gets the message').waitFor();
  await page.locator('#what').getByRole('combobox', { name: 'What fills product_1_image' }).waitFor();
  const drawn = new Set<string>();
  for (const place of [1, 2, 3]) {
    await seen(new RegExp(`, ${place} of \\d$`));
    const first = page.locator('.phone').getByRole('group', { name: /card 1/i });
    await first.getByText(/: .+, (roasted and packed with care|préparé avec soin)/).waitFor();
    drawn.add((await page.locator('.phone-chat').textContent()) ?? '');
    await keys.press('Alt+Shift+ArrowRight');
  }
  assert.equal(drawn.size, 3, 'each person sees a message of their own');
  await keys.tabTo(button(/^Leave out those who will not want this/));
  await keys.press('Enter');
  await rail.getByText(/left out, with fewer than 60 points/).waitFor();

  await page.reload();

  await rail.getByText(/left out, with fewer than 60 points/).waitFor();
  await page.getByRole('heading', { level: 1, name: 'What goes with yours' }).waitFor();
  for (const chosen of ['Segment: Agreed to offers', 'Segment that is left out: Regulars in France', 'Template: picked_for_you', 'Reason: a cart they filled'])
    await button(chosen).waitFor();
});

test('a test goes to the phone of the team, and the launch follows by key', async () => {
  const keys = openKeyboard(page);
  await keys.tabTo(button('Send a test'));
  await keys.press('Enter');
  await keys.tabTo(button('Send one message'));
  await keys.press('Enter');
  await seen(/A test is on its way to/);

  // The minute to take a launch back is the product's; here nobody waits for it.
  await page.route(/\/v1\/campaigns\/[^/]+\/launch$/, (route) =>
    route.continue({ postData: JSON.stringify({ ...(route.request().postDataJSON() as object), undo_seconds: 1 }) }),
  );
  await seen(/^Send to \d+ people/);
  await keys.press('Control+Enter');
  await seen(/^Send to \d+ people, about/, page.getByRole('dialog'));
  await keys.tabTo(page.getByRole('dialog').getByRole('button', { name: 'Launch campaign' }));
  await keys.press('Enter');

  await page.getByRole('heading', { name: 'From plan to answer' }).waitFor();
});

test('each of two people has their own products, with their pictures, in their own language', async () => {
  const wall = await openPage();
  const take = async (name: string) => {
    await wall.goto(`${product.phonesUrl}/`);
    await wall.getByRole('button', { name: new RegExp(name) }).click();
    return wall.locator('aside');
  };
  // Nobody of the team is a customer, so the test has the template's samples.
  await (await take('Atelier')).getByText('Hello Anna, two things').waitFor();
  for (const [who, hello, words] of [
    [priya, 'Hello Priya, two things', 'roasted and packed with care'],
    [ines, 'Bonjour Inès, deux idées', 'préparé avec soin'],
  ] as const) {
    const hand = await take(who.name);
    await hand.getByText(hello).waitFor();
    for (const [place, id] of who.next.entries()) {
      const shown = hand.getByRole('group', { name: new RegExp(`^card ${place + 1}`, 'i') });
      await shown.getByText(`${things[id].name}, ${words}`).waitFor();
      const source = await shown.getByRole('img').getAttribute('src');
      const picture = await context.request.get(new URL(source ?? '', wall.url()).href);
      assert.equal(await thingIn(await picture.body()), id);
    }
  }

  await (await take(priya.name)).getByRole('button', { name: 'Keep one for me' }).first().click();
  await wall.locator('aside').getByText('Keep one for me').nth(2).waitFor();
  await wall.close();
});

test('the report counts the answer and names who gave it', async () => {
  await seen(/2 of 2 people have it/);
  await page
    .getByRole('navigation', { name: 'Show people by state' })
    .getByRole('link', { name: /^Replied/ })
    .click();

  await page.locator('#everyone').getByText(priya.name).waitFor();
});

test('every page of the story is clean for axe: by day in English, by night in French on a phone', async () => {
  const one = async (path: string) => {
    const response = await context.request.get(at(`/v1/${path}`));
    return ((await response.json()) as { items: { id: string; name: string; state?: string }[] }).items;
  };
  const [picture] = await one('media');
  const template = (await one('templates')).find((each) => each.name === 'picked_for_you');
  const draft = (await one('campaigns')).find((each) => each.state === 'draft');
  const sent = (await one('campaigns')).find((each) => each.name === 'What goes with yours');
  const paths = [
    '/media',
    `/media?file=${picture?.id}`,
    '/templates',
    '/templates/gallery',
    '/templates/new?from=cross_sell',
    `/templates/${template?.id}`,
    `/templates/${template?.id}/edit`,
    `/campaigns/${draft?.id}`,
    `/campaigns/${sent?.id}/report`,
    `/contacts/${await contactCalled(priya.name)}`,
    '/settings/workspace',
  ];
  const night = await browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'fr-FR',
    colorScheme: 'dark',
    reducedMotion: 'reduce',
    storageState: { cookies: await context.cookies(), origins: [] },
  });
  const walk = async (when: string, on: Page) => {
    const found: string[] = [];
    for (const path of paths) {
      await on.goto(at(path));
      await on.locator('h1').first().waitFor();
      await on.waitForLoadState('networkidle');
      found.push(...(await violations(on)).map((each) => `${when} ${path} ${each}`));
      const wide = await on.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 1) found.push(`${when} ${path} is ${wide} px too wide`);
    }
    return found;
  };

  const found = await Promise.all([walk('day', page), walk('night', await night.newPage())]);

  assert.deepEqual(found.flat(), []);
});

test('nothing was complained about in the browser on the way', () => {
  assert.deepEqual(complaints, []);
});
