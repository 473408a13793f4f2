import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { violations } from '#test/world/axe.ts';
import { openBrowser } from '#test/world/browser.ts';
import { openProduct, type Product } from '#test/world/product.ts';

/**
 * The composer in a real browser against the whole product: nothing that was typed is lost, people are left out and taken
 * back in with a click, the plan follows every choice, and a launch is told in numbers before it happens.
 */
let product: Product;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

before(async () => {
  [product, browser] = await Promise.all([openProduct({ demo: true }), openBrowser()]);
  const context = await browser.newContext({ viewport: { width: 1440, height: 950 }, locale: 'en-GB', reducedMotion: 'reduce' });
  context.setDefaultTimeout(20_000);
  const answer = await context.request.post(`${product.door.url}/auth/sign-in/email`, { data: product.owner, headers: { origin: product.door.url } });
  assert.ok(answer.ok());
  page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
});
after(async () => {
  await browser.close();
  await product.close();
});

const button = (name: string | RegExp) => page.getByRole('button', { name }).first();
const rail = () => page.getByRole('complementary', { name: 'Plan' });
const kept = () => page.getByText(/^Draft, saved/).waitFor();
const part = (id: string) => page.locator(`#${id}`);

/** A day that lies ahead whenever this runs, as a date field takes it and as the page says it. */
const day = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
const said = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

async function pick(id: string, word: RegExp, option: RegExp): Promise<void> {
  await part(id).getByRole('button', { name: word }).click();
  await page.getByRole('option', { name: option }).click();
}

test('a campaign is cloned from the list and begins with the same choices', async () => {
  await page.goto(`${product.door.url}/campaigns`);
  await button(/^More about Café de Noël/).click();
  await page.getByRole('menuitem', { name: 'Make another like it' }).click();

  await page.getByRole('heading', { level: 1, name: /Café de Noël, first to know/ }).waitFor();
  await part('who').getByRole('button', { name: 'Segment: Everybody' }).waitFor();
  await part('what').getByRole('button', { name: 'Template: christmas_coffee' }).waitFor();
  await kept();
});

test('what is typed while the server is away survives a reload and is saved when it is back', async () => {
  const isWrite = (url: URL) => url.pathname.startsWith('/v1/campaigns/cmp_');
  await page.route(isWrite, (route) => (route.request().method() === 'PATCH' ? route.abort() : route.continue()));
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Regulars first');
  await page.getByText(/kept in this browser/).waitFor();
  await page.unroute(isWrite);

  await page.reload();

  await page.getByRole('heading', { level: 1, name: 'Regulars first' }).waitFor();
  await kept();
  const saved = await page.evaluate(async () => {
    const response = await fetch(`/v1/campaigns/${location.pathname.split('/').at(-1)}`);
    return ((await response.json()) as { name: string }).name;
  });
  assert.equal(saved, 'Regulars first');
});

test('a segment is left out of the sentence, and the plan counts it', async () => {
  await pick('who', /^Leave a segment out/, /Regulars in France/);

  await part('who').getByText('without').first().waitFor();
  await rail().getByText('By segment').click();
  await rail().getByText('without Regulars in France').waitFor();
  await button('Take “Regulars in France” out').click();
  await kept();
});

test('a free message that is not right yet holds back nothing but itself, and is seen on the phone as it is written', async () => {
  await page.getByRole('switch', { name: 'Say something else to them' }).click();
  await pick('free', /^Kind of message/, /a text with answers/);
  await page.getByText(/but for the free message/).waitFor();
  assert.ok(await button('Launch campaign').isDisabled());

  await part('free').getByLabel('Text', { exact: true }).fill('Hello {{first_name}}, shall we keep a bag?');
  await part('free').getByLabel('Answer 1').fill('Yes, please, and a very big one');
  await page.getByText(/31 characters/).waitFor();
  await part('free').getByLabel('Answer 1').fill('Yes, please');
  await page.getByText('Free message', { exact: true }).click();
  await page.locator('.phone').getByText('shall we keep a bag?').waitFor();
  await kept();
});

test('the free message is written language by language, beginning with the words of another, and each is kept', async () => {
  const bodies = () =>
    page.evaluate(async () => {
      const response = await fetch(`/v1/campaigns/${location.pathname.split('/').at(-1)}`);
      return ((await response.json()) as { choices: { free: Record<string, { text: string }> } }).choices.free;
    });
  await part('free')
    .getByRole('button', { name: /^English ?: gets the template/ })
    .click();
  await part('free').getByText('Nothing is written in English').waitFor();
  await part('free').getByRole('button', { name: 'Begin with the words in French' }).click();
  await part('free').getByLabel('Text', { exact: true }).fill('');
  await page.getByText('One thing in the free message in English would be refused').waitFor();
  assert.ok(await button('Launch campaign').isDisabled());
  await part('free').getByLabel('Text', { exact: true }).fill('In English, {{first_name}}?');
  await page
    .locator('.phone')
    .getByText(/^In English/)
    .waitFor();
  await kept();

  const written = await bodies();
  await part('free').getByRole('button', { name: 'Take the English message out' }).click();
  await part('free').getByRole('button', { name: 'Write it in English' }).click();

  assert.deepEqual([written['en']?.text, written['fr']?.text], ['In English, {{first_name}}?', 'Hello {{first_name}}, shall we keep a bag?']);
  assert.equal(await part('free').getByLabel('Text', { exact: true }).inputValue(), 'In English, {{first_name}}?', 'what was taken out comes back');
  await part('free')
    .getByText(/By language: /)
    .waitFor();
  await kept();
});

test('at each person’s own hour the plan tells the waves by place', async () => {
  await pick('when', /^When: /, /own hour/);
  await part('when').getByLabel('Day').fill('2030-01-15');
  await part('when')
    .getByText(/more than 400 days ahead/i)
    .waitFor();
  await part('when').getByLabel('Day').fill(day);
  await part('when').getByLabel('Time').fill('09:00');

  await rail()
    .getByText(/^09:00 in .*Paris/)
    .waitFor();
  await page.getByText(new RegExp(`on ${said({ dateStyle: 'long' })} at 09:00 where each lives`)).waitFor();
});

test('a repetition is said in a sentence with its next dates, and a rule nobody can follow is told', async () => {
  await pick('when', /^When: /, /again and again/);
  await part('when')
    .getByText(`Every week on ${said({ weekday: 'long' })}, at 09:00 in Paris, from ${said({ dateStyle: 'long' })}`)
    .waitFor();
  await part('when').getByText('The next 5 dates').waitFor();

  await part('when').getByText('The rule (RFC 5545)').click();
  await part('when').getByRole('textbox', { name: 'The rule (RFC 5545)' }).fill('FREQ=HOURLY');
  await page.keyboard.press('Tab');

  await part('when').getByRole('alert').first().waitFor();
  await pick('when', /^When: /, /as soon as it is launched/);
  await kept();
});

test('who will not want it is left out with one click and taken back with another', async () => {
  await pick('why', /^Reason: /, /a cart they filled/);
  await button(/^Leave out those who will not want this/).click();
  await rail()
    .getByText(/left out, with fewer than 40 points/)
    .waitFor();
  await button('Take them back in').click();

  await button(/^Leave out those who will not want this/).waitFor();
  await pick('why', /^Reason: /, /^none/);
  await kept();
});

test('pace, hours, canary and budget are words of a sentence; the plan is a page that says what they changed', async () => {
  await pick('pace', /^Speed: /, /evenly over 2 days/);
  await pick('pace', /^Hours: /, /only at certain hours/);
  await pick('pace', /^Canary: /, /first to a few/);
  await part('pace')
    .getByText(/^Under 500 people/)
    .waitFor();
  await pick('pace', /^Budget: /, /no more than/);
  await part('pace').getByRole('textbox', { name: 'Budget in EUR' }).fill('1,50');
  await kept();
  await rail().getByText('Then waits for allowed hours').first().waitFor();
  await page.getByText(/It will likely cost .* more than the budget of €1.50/).waitFor();

  await rail().getByRole('link', { name: 'The plan as a page' }).click();

  await page.getByRole('heading', { level: 1, name: 'Plan of Regulars first' }).waitFor();
  await page.getByRole('row', { name: /^Budget – €1.50/ }).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.getByRole('link', { name: 'Regulars first' }).click();
  await pick('pace', /^Speed: /, /as fast as is allowed/);
  await pick('pace', /^Hours: /, /at any hour/);
  await pick('pace', /^Canary: /, /to everybody at once/);
  await pick('pace', /^Budget: /, /what it takes/);
  await kept();
});

test('the keys go to a part, turn to the next person and open the launch with its numbers', async () => {
  await page.getByText('As they get it', { exact: true }).click();
  await page.getByText(/, 1 of 5$/).waitFor();
  await page.keyboard.press('Alt+Shift+1');
  const focused = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  assert.equal(focused, 'Segment: Everybody');
  await page.keyboard.press('Alt+Shift+ArrowRight');
  await page.getByText(/, 2 of 5$/).waitFor();

  await page
    .getByText(/^Send to \d+ people/)
    .first()
    .waitFor();
  await page.keyboard.press('Control+Enter');

  await page
    .getByRole('dialog')
    .getByText(/^Send to \d+ people, about/)
    .waitFor();
  await page.getByRole('dialog').getByText('As soon as it is launched').waitFor();
});

test('a launch can be undone, and a draft thrown away is gone', async () => {
  await page.getByRole('dialog').getByRole('button', { name: 'Launch campaign' }).click();
  await page.getByText('Nothing has left yet.').waitFor();
  await button('Undo').click();
  await page.getByText(/Nobody got anything; it is a draft again/).waitFor();

  await button(/^More about Regulars first/).click();
  await page.getByRole('menuitem', { name: 'Throw the draft away' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Throw the draft away' }).click();

  await page.getByRole('heading', { level: 1, name: 'Campaigns' }).waitFor();
  await page.getByText('The draft “Regulars first” is gone.').waitFor();
  assert.equal(await page.getByRole('link', { name: 'Regulars first' }).count(), 0);
});

test('with every part opened the composer is clean for screen readers and fits a phone', async () => {
  await button(/^More about Café de Noël/).click();
  await page.getByRole('menuitem', { name: 'Make another like it' }).click();
  await page.getByRole('heading', { level: 1, name: /Café de Noël/ }).waitFor();
  await page.getByRole('switch', { name: 'Say something else to them' }).click();
  await pick('free', /^Kind of message/, /cards side by side/);
  await pick('when', /^When: /, /again and again/);
  await part('when').getByText('The next 5 dates').waitFor();

  const found: string[] = [];
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.waitForLoadState('networkidle').catch(() => undefined);
    found.push(...(await violations(page)));
  }
  await page.setViewportSize({ width: 390, height: 844 });
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

  assert.deepEqual(found, []);
  assert.ok(sideways <= 1, `${sideways} px too wide for a phone`);
  assert.deepEqual(complaints, []);
});
