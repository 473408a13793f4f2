import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Report } from '#core/contract/report.ts';
import { contract } from '#core/contract/contract.ts';
import { minute } from '#core/value/time.ts';
import { call } from '#server/app/client/client.ts';
import { violations } from '#test/world/axe.ts';
import { openBrowser } from '#test/world/browser.ts';
import { addTagged } from '#test/world/crowd.ts';
import { openWorld, received, until, type World } from '#test/world/world.ts';

/**
 * An offer to 600 people in three countries, from the composer to its last answer, in a real browser: planned in numbers, launched, stopped by
 * its canary, released by a person, held by the switch for everything, in doubt, tried again, shared. The business lives by the emulator's clock.
 */
const start = '2026-12-01T17:00:00.000Z';
const people = 600;

let world: World;
let browser: Browser;
let page: Page;
/** The same person on a phone: dark, and in French. */
let small: Page;
let id: string;
const complaints: string[] = [];

before(async () => {
  [world, browser] = await Promise.all([openWorld({ clockFrom: start, settings: { people: 'everybody_reads' } }), openBrowser()]);
  const buttons = [
    { kind: 'reply' as const, text: 'Keep a bag for me' },
    { kind: 'reply' as const, text: 'Not interested' },
  ];
  const template = await world.template({ name: 'harvest', content: { buttons } });
  await world.control.clock.pause();
  const segment = await addTagged(world, 'Regulars', Array.from({ length: people }, somebody));
  id = await world.campaign({ template, segment, name: 'New harvest' });
  const first = await browser.newContext();
  const answer = await first.request.post(at('/auth/sign-in/email'), { data: world.owner, headers: { origin: world.door.url } });
  assert.ok(answer.ok());
  const storageState = await first.storageState();
  const open = async (look: { locale: string; width: number; height: number; colorScheme: 'light' | 'dark' }) => {
    const { locale, colorScheme, width, height } = look;
    const context = await browser.newContext({ storageState, locale, colorScheme, viewport: { width, height }, reducedMotion: 'reduce' });
    context.setDefaultTimeout(20_000);
    const opened = await context.newPage();
    opened.on('pageerror', (error) => complaints.push(error.message));
    return opened;
  };
  page = await open({ locale: 'en-GB', width: 1440, height: 950, colorScheme: 'light' });
  small = await open({ locale: 'fr-FR', width: 390, height: 844, colorScheme: 'dark' });
});
after(async () => {
  await browser.close();
  await world.close();
});

const at = (path: string) => world.door.url + path;
const button = (name: string | RegExp) => page.getByRole('button', { name }).first();
const region = (name: string) => page.locator('section').filter({ has: page.getByRole('heading', { name, exact: true }) });
const report = (): Promise<Report> => call(world.door, contract.campaigns.report, { params: { id } });

/** Two of four live in France, one in Germany, one in Brazil. */
function somebody(_: unknown, index: number): { phone: string; country: string } {
  const digits = String(index).padStart(6, '0');
  if (index % 4 === 3) return { phone: `+5511900${digits}`, country: 'BR' };
  return index % 4 === 2 ? { phone: `+4915110${digits}`, country: 'DE' } : { phone: `+33612${digits}`, country: 'FR' };
}

async function pick(word: string, option: RegExp): Promise<void> {
  await page
    .locator('#pace')
    .getByRole('button', { name: new RegExp(`^${word}:`) })
    .click();
  await page.getByRole('option', { name: option }).click();
}

/** Goes on minute by minute until something holds. */
const goOn = (what: string, holds: (now: Report) => boolean) =>
  until(what, async () => {
    await world.control.clock.jumpBy(minute);
    return holds(await report());
  });

/** Phones of those who have read it, in the order of the recipients. */
async function readers(most: number): Promise<string[]> {
  const { items } = await call(world.door, contract.campaigns.recipients, { params: { id }, query: { state: 'read', limit: most } });
  return items.map(({ phone }) => phone.replaceAll(/[^+\d]/g, ''));
}

/** Both looks of a page are clean for those who read by screen reader or keyboard, and none scrolls sideways. */
async function clean(path: string): Promise<void> {
  await small.goto(at(path));
  await small.locator('h1').first().waitFor();
  await small.waitForLoadState('networkidle');
  const found = await Promise.all([violations(page), violations(small)]);
  const sideways = await small.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  // A finger finds every button: 44 px high.
  const low = await small
    .locator('.mantine-Button-root:visible')
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height).filter((high) => high < 44));
  assert.deepEqual([...found.flat(), sideways, ...low], [0], path);
}

test('the composer says in how many days, for what, and in which steps the canary goes', async () => {
  await page.goto(at(`/campaigns/${id}`));
  await pick('Speed', /evenly over 8/);
  await pick('Hours', /certain hours/);
  await pick('Last hour', /^20/);
  await pick('Canary', /first to a few/);
  await pick('How long each stage is watched', /^30/);
  await pick('Budget', /no more than/);
  await page.getByLabel(/^Budget in/).fill('100');

  const rail = page.getByRole('complementary', { name: 'Plan' });
  await rail.getByText('Tue 1 Dec').first().waitFor();
  await rail.getByText('Wed 2 Dec').first().waitFor();
  await rail.getByText(/^likely €/).waitFor();
  await rail
    .getByText(/^200 from/)
    .first()
    .waitFor();
  await rail
    .getByText(/^judged at/)
    .first()
    .waitFor();
  await page.getByText(/^Draft, saved/).waitFor();
  await clean(`/campaigns/${id}`);
});

test('the plan has a page with its hash, and what a change of mind does is a list', async () => {
  await page.getByRole('link', { name: 'The plan as a page' }).click();
  const hash = await page.getByText(/^[0-9a-f]{64}$/).textContent();
  await page.goBack();
  await pick('Speed', /as fast as is allowed/);
  await page.getByText(/^Draft, saved/).waitFor();
  await page.getByRole('complementary', { name: 'Plan' }).getByText('Wed 2 Dec').waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'What changed since the plan before' }).click();

  const row = page.getByRole('row', { name: /^Spread over/ });
  await row.getByText('8 hours').waitFor();
  assert.notEqual(await page.getByText(/^[0-9a-f]{64}$/).textContent(), hash);
  await clean(new URL(page.url()).pathname);
});

test('the launch says its numbers first, can be taken back for a minute, and then begins with a few', async () => {
  await page.goto(at(`/campaigns/${id}`));
  await button('Launch campaign').click();
  const sheet = page.getByRole('dialog');
  await sheet.getByText(/^200 people first/).waitFor();
  await sheet.getByText('€100.00').waitFor();
  await sheet.getByRole('button', { name: 'Launch campaign' }).click();
  await page.getByText('Nothing has left yet.').waitFor();
  await page.getByRole('timer').waitFor();

  await goOn('the first 200 have it', ({ counts }) => counts.read === 200);

  await region('Canary')
    .getByText(/^Judged at/)
    .waitFor();
  await region('Still to go').getByText('400').waitFor();
  await page.getByText('200 delivered + 400 to go = 600').waitFor();
  await clean(`/campaigns/${id}/report`);
});

test('people who want no more stop it by themselves, the card says why, and taps stand at the buttons', async () => {
  const phones = await readers(40);
  for (const [index, phone] of phones.entries()) {
    const message = received(await world.phone(phone)).at(-1)?.id ?? '';
    if (index < 8) await world.act(phone, { act: 'write', text: 'STOP' });
    else if (index < 12) await world.act(phone, { act: 'tap', message_id: message, index: 1 });
    else if (index < 30) await world.act(phone, { act: 'tap', message_id: message, index: 0 });
  }
  await until('the canary has said stop', async () => (await report()).campaign.broadcast?.held_by === 'canary_stopped');

  const card = region('Canary');
  await card.getByText('Stopped', { exact: true }).first().waitFor();
  await card.getByText('12 of 200', { exact: true }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Resume' }).count(), 0, 'it goes on at its card only');
  const drawn = region('What they tapped').locator('.bubble-act');
  await drawn.filter({ hasText: /Keep a bag for me\s*18/ }).waitFor();
  await drawn.filter({ hasText: /Not interested\s*4/ }).waitFor();
  await clean(`/campaigns/${id}/report`);

  await page.goto(at('/quality'));
  const stop = region('What changed').getByRole('listitem').filter({ hasText: 'Stopped by its canary: 12 of 200' });
  await stop.getByRole('link', { name: 'New harvest' }).waitFor();
  await page.getByText('Stopped by a canary or a guard').waitFor();
  await clean('/quality');
});

test('the screens live by the clock of the rehearsal, not by the browser’s', async () => {
  const { now } = await world.control.clock.report();
  await page.goto(at('/inbox'));

  await page.getByText(/^The clock stands still: 1 Dec 2026/).waitFor();
  // Somebody wrote a moment ago: of their 24 hours next to nothing is gone. By the browser’s own clock it would be days.
  const rings = page.getByRole('img', { name: /^The customer service window is open/ });
  await rings.first().waitFor();
  assert.match((await rings.first().getAttribute('aria-label')) ?? '', /for (23|24) h/, `at ${now}`);
  await page.goto(at(`/campaigns/${id}/report`));
});

test('a person releases it all the same; what is lost on the way is in doubt, what fails can be tried again', async () => {
  await world.set({ fault_drop_before_share: 0.04, fault_failure_share: 0.04, fault_failure_code: 131_008 });
  await button('Release all the same').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Send to 200' }).click();
  await goOn('the second 200 have left', ({ counts }) => counts.waiting === 200 && counts.accepted === 0);
  await world.set({ fault_drop_before_share: 0, fault_failure_share: 0 });
  const { counts } = await report();

  await region('In doubt').getByText(`${counts.in_doubt} in doubt, 0 settled`).waitFor();
  await page.getByRole('heading', { name: new RegExp(`^${counts.failed} failed, for one reason`) }).waitFor();
  await clean(`/campaigns/${id}/report`);
  await button('Try again').click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Send to/ })
    .click();
  await region('In doubt').getByRole('button', { name: 'Send again' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Send again' }).click();

  await goOn('all of them have it', (now) => now.counts.read === 400);
  await region('In doubt').getByText(`0 in doubt, ${counts.in_doubt} settled`).waitFor();
  assert.ok(counts.in_doubt > 0 && counts.failed > 0);
});

test('pace and budget are changed while it is under way, and what the plan said stays', async () => {
  await button('Pace and budget').click();
  const sheet = page.getByRole('dialog', { name: 'Pace and budget' });
  await sheet.getByLabel(/^Budget in/).fill('120');
  assert.deepEqual(await violations(page), []);
  await sheet.getByRole('button', { name: 'Change it' }).click();
  await sheet.waitFor({ state: 'detached' });

  await region('Cost').getByText('It stops at €120.00.').waitFor();
  assert.equal((await report()).plan.budget_micros, 100_000_000);
});

test('the switch in the rail stops everything, a band says so on each page, and nobody gets anything until offers go on', async () => {
  await button('Stop everything').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Stop all offers' }).click();
  await page.getByText(/^All offers are stopped/).waitFor();
  await world.control.clock.jumpBy(40 * minute);
  await clean(`/campaigns/${id}/report`);
  const held = await report();
  assert.equal(held.counts.waiting, 200);
  await world.set({ fault_drop_before_share: 0.05 });

  await button('Let offers go on').click();

  await goOn('the rest has left', ({ counts }) => counts.waiting === 0 && counts.accepted === 0);
  await world.set({ fault_drop_before_share: 0 });
  const { in_doubt: lost } = (await report()).counts;
  assert.ok(lost > 0);
  await region('In doubt').getByRole('button', { name: 'Leave as it is' }).click();
  await region('In doubt')
    .getByText(new RegExp(`^0 in doubt, \\d+ settled, ${lost} closed`))
    .waitFor();
});

test('the numbers are shared by a link that needs no sign-in, and each person has one message or none', async () => {
  await page.goto(at(`/campaigns/${id}/report?state=in_doubt`));
  await button('Share').click();
  await page.getByRole('menu').waitFor();
  assert.deepEqual(await violations(page), []);
  const file = await page.getByRole('menuitem', { name: 'The people shown as CSV' }).getAttribute('href');
  await page.getByRole('menuitem', { name: 'A link to the numbers' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make a link' }).click();
  const link = await page.getByRole('dialog').getByRole('textbox').inputValue();
  const stranger = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await stranger.goto(link);
  await stranger.getByRole('heading', { level: 1, name: 'New harvest' }).waitFor();
  assert.deepEqual(await violations(stranger), []);
  await page.keyboard.press('Escape');
  await clean(`/campaigns/${id}/report`);

  const { counts } = await report();
  const csv = await (await page.request.get(at(file ?? ''))).text();
  assert.equal(csv.trim().split('\n').length, counts.in_doubt + 1, 'a line for each who is shown, and the heading');
  assert.deepEqual([counts.total, counts.read + counts.in_doubt, counts.failed, counts.twice], [people, people, 0, 0]);
  const held = new Map<string, number>();
  for await (const message of world.control.ledger.all('to_person'))
    if (message.state === 'read' && message.category === 'marketing') held.set(message.wa_id, (held.get(message.wa_id) ?? 0) + 1);
  assert.deepEqual([held.size, Math.max(...held.values())], [counts.read, 1], 'by WhatsApp’s own ledger, each once');
  assert.deepEqual(complaints, []);
});
