import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { contract } from '#core/contract/contract.ts';
import { localOfInstant } from '#core/value/local.ts';
import { ApiProblem, call } from '#server/app/client/client.ts';
import { violations } from '#test/world/axe.ts';
import { openBrowser } from '#test/world/browser.ts';
import { openProduct, type Product } from '#test/world/product.ts';

/** The planner, the quality page and the switch that stops everything, in a real browser against the whole product. */
let product: Product;
let browser: Browser;
let page: Page;
let moved: { id: string; at: string };
const complaints: string[] = [];
const day = 86_400_000;

before(async () => {
  [product, browser] = await Promise.all([openProduct({ demo: true }), openBrowser()]);
  const { door } = product;
  const context = await browser.newContext({ viewport: { width: 1440, height: 950 }, locale: 'en-GB', reducedMotion: 'reduce' });
  context.setDefaultTimeout(20_000);
  const answer = await context.request.post(`${door.url}/auth/sign-in/email`, { data: product.owner, headers: { origin: door.url } });
  assert.ok(answer.ok());
  page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  const demo = (await call(door, contract.campaigns.list, {})).items[0]!;
  const clone = await call(door, contract.campaigns.clone, { params: { id: demo.id } });
  moved = { id: clone.id, at: new Date(Math.floor(Date.now() / 60_000) * 60_000 + 2 * day).toISOString() };
  const choices = { ...clone.choices, schedule: { kind: 'at' as const, at: moved.at } };
  await call(door, contract.campaigns.update, { params: { id: clone.id }, body: { name: 'Winter roast', choices } });
  await launchReviewed(clone.id);
});

/** The shop's templates are reviewed language by language while it opens: the first plan may come before Meta's word, and its word between a plan and its launch. */
async function launchReviewed(id: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const plan = await call(product.door, contract.campaigns.plan, { params: { id } });
    try {
      await call(product.door, contract.campaigns.launch, { params: { id }, body: { plan: plan.id } });
      return;
    } catch (error) {
      if (tries >= 100 || !(error instanceof ApiProblem) || !(plan.problems.length > 0 || error.problem.code === 'plan_stale')) throw error;
    }
    await sleep(200);
  }
}

after(async () => {
  await browser.close();
  await product.close();
});

test('a launched campaign is moved by two arrow keys, forecast before and launched again at the new time', async () => {
  const date = localOfInstant(new Date(moved.at), 'Europe/Paris').slice(0, 10);
  await page.goto(`${product.door.url}/planner?date=${date}`);
  const handle = page.getByRole('button', { name: /Winter roast/ });
  await handle.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');

  const panel = page.getByRole('region', { name: 'Move “Winter roast”' });
  await panel.getByText(/^It would end/).waitFor();
  await panel.getByText('No day would be too full.').waitFor();
  assert.deepEqual(await violations(page), []);
  assert.equal((await call(product.door, contract.campaigns.get, { params: { id: moved.id } })).broadcast?.opens_at, moved.at, 'nothing is saved yet');
  await panel.getByRole('button', { name: /^Move it to/ }).click();
  await page.getByText(/“Winter roast” begins .* now\./).waitFor();

  const after = await call(product.door, contract.campaigns.get, { params: { id: moved.id } });
  const shift = new Date(after.broadcast?.opens_at ?? 0).getTime() - new Date(moved.at).getTime();
  assert.equal(after.state, 'launched');
  assert.ok(Math.abs(shift - 2 * day) <= 3_600_000, 'two days, by the clock of the workspace');
});

test('all offers are stopped and go on, by the keyboard and from any page', async () => {
  await page.goto(`${product.door.url}/quality`);
  await page.getByRole('heading', { level: 1, name: 'Quality' }).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find anything' }).fill('stop every');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Stop all offers?' }).waitFor();
  await page.getByRole('button', { name: 'Stop all offers' }).press('Enter');

  await page.getByText(/^All offers are stopped/).waitFor();
  assert.equal((await call(product.door, contract.sending.state)).stopped, true);
  assert.deepEqual(await violations(page), []);
  await page.getByRole('button', { name: 'Let offers go on' }).click();
  await page.getByRole('button', { name: 'Stop everything' }).waitFor();
  assert.equal((await call(product.door, contract.sending.state)).stopped, false);
  assert.deepEqual(complaints, []);
});
