import type { FunnelStep, Report } from '#core/contract/report.ts';
import { say, tell } from '#core/contract/say.ts';
import { moneyWords } from '#core/value/money.ts';
import type { Spoken, Told } from '#core/value/say.ts';
import { explainError } from '#core/whatsapp/errors.ts';
import { type SkipReason, skipReasons } from '#core/policy/reasons.ts';
import { type Letters, openLetters, printable } from './letters.ts';

/** A4 in points, with margins a hole punch leaves alone. */
const page = { width: 595.28, height: 841.89, margin: 56 } as const;
const inner = page.width - 2 * page.margin;
const ink = '#1d1b16';
const muted = '#6a6558';
const accent = '#0f6466';
const pale = '#d9e3e1';
const line = '#dcd7ca';

type Sheet = { readonly doc: PDFKit.PDFDocument; readonly letters: Letters; readonly language: Spoken; readonly made: Report; readonly zone: string };

/** The locale in which paper writes numbers and dates. */
const locales = { en: 'en-GB', fr: 'fr-FR' } as const satisfies Record<Spoken, string>;

/**
 * A report on paper: the same numbers as the screen's, of the moment that stands on it, with the hash of the plan. Times are of the
 * workspace's zone. The letters are those of the product, so that French and most alphabets of Europe are whole; a name in others is told by its id.
 */
export async function reportPdf(made: Report, house: { readonly name: string; readonly timezone: string }, language: Spoken): Promise<Uint8Array> {
  // Thirty megabytes that a server without a report on paper does without.
  const { default: PDFDocument } = await import('pdfkit');
  const doc = new PDFDocument({
    size: 'A4',
    margin: page.margin,
    bufferPages: true,
    info: { Title: made.campaign.name, Author: house.name, Creator: 'Parley' },
  });
  const parts: Uint8Array[] = [];
  doc.on('data', (part: Uint8Array) => parts.push(part));
  const ended = new Promise<void>((resolve) => doc.on('end', resolve));
  const sheet: Sheet = { doc, letters: await openLetters(doc), language, made, zone: house.timezone };
  head(sheet, house.name);
  funnel(sheet);
  causes(sheet);
  taps(sheet);
  cost(sheet);
  plan(sheet);
  feet(sheet);
  doc.end();
  await ended;
  return Buffer.concat(parts);
}

function number(sheet: Sheet, value: number): string {
  return spaced(new Intl.NumberFormat(locales[sheet.language]).format(value));
}

function percent(sheet: Sheet, share: number): string {
  return spaced(new Intl.NumberFormat(locales[sheet.language], { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(share));
}

function moment(sheet: Sheet, at: string): string {
  return spaced(new Intl.DateTimeFormat(locales[sheet.language], { dateStyle: 'long', timeStyle: 'short', timeZone: sheet.zone }).format(new Date(at)));
}

/** A narrow space is not among the letters; a plain one that does not break is. */
function spaced(text: string): string {
  return text.replaceAll('\u202f', '\u00a0');
}

function words(sheet: Sheet, said: Told): string {
  return spaced(tell(said, sheet.language));
}

function write(sheet: Sheet, text: string, look: { size: number; weight?: 400 | 700; colour?: string; gap?: number }): void {
  const { doc, letters } = sheet;
  letters.write(text, { x: page.margin, y: doc.y, width: inner, size: look.size, weight: look.weight ?? 400, colour: look.colour ?? ink });
  doc.y += look.gap ?? 4;
}

function title(sheet: Sheet, text: string): void {
  const { doc } = sheet;
  keepTogether(sheet, 70);
  doc.y += 14;
  write(sheet, text, { size: 14, weight: 700, gap: 6 });
}

/** Begins a new page when less than so many points are left. */
function keepTogether({ doc }: Sheet, points: number): void {
  if (doc.y + points > page.height - page.margin - 24) doc.addPage();
}

function head(sheet: Sheet, house: string): void {
  const { made, doc } = sheet;
  const broadcast = made.campaign.broadcast;
  write(sheet, `${house} · ${words(sheet, say('paper_report'))}`, { size: 10, colour: muted });
  const name = printable(made.campaign.name);
  write(sheet, printedName(sheet), { size: 26, gap: 2 });
  if (!name.isWhole || name.isEmpty) write(sheet, words(sheet, say('paper_name_part')), { size: 9, colour: muted });
  const state = broadcast === null ? '' : tell(say(`campaign_is_${broadcast.state}`), sheet.language);
  write(sheet, words(sheet, say('paper_as_of', { at: moment(sheet, made.as_of), state })), { size: 11, colour: muted });
  doc.y += 4;
}

/** The name as far as it can be printed; the campaign's id where nothing of it can. */
function printedName(sheet: Sheet): string {
  const { id, name } = sheet.made.campaign;
  const { text, isEmpty } = printable(name);
  return isEmpty ? words(sheet, say('paper_unnamed', { id })) : text;
}

const rowHeight = 25;
const barAt = { x: page.margin + 78, width: 190 } as const;

function funnel(sheet: Sheet): void {
  title(sheet, words(sheet, say('paper_rates')));
  const { doc, made } = sheet;
  const all = made.funnel[0]?.people ?? 0;
  for (const step of made.funnel) funnelRow(sheet, step, all);
  doc
    .moveTo(page.margin, doc.y)
    .lineTo(page.width - page.margin, doc.y)
    .lineWidth(0.5)
    .strokeColor(line)
    .stroke();
  doc.y += 6;
  const { counts } = made;
  const sum = {
    delivered: number(sheet, counts.delivered + counts.read),
    on_way: number(sheet, counts.accepted + counts.sent),
    failed: number(sheet, counts.failed),
    in_doubt: number(sheet, counts.in_doubt),
    waiting: number(sheet, counts.waiting),
    skipped: number(sheet, counts.skipped),
    cancelled: number(sheet, counts.cancelled),
    total: number(sheet, counts.total),
  };
  write(sheet, words(sheet, say('paper_sum', sum)), { size: 9.5, colour: muted });
  const { doubted, settled, closed, in_doubt } = counts;
  if (doubted > 0)
    write(
      sheet,
      words(
        sheet,
        say('paper_doubts', {
          doubted: number(sheet, doubted),
          settled: number(sheet, settled),
          closed: number(sheet, closed),
          in_doubt: number(sheet, in_doubt),
        }),
      ),
      { size: 9.5, colour: muted },
    );
}

function funnelRow(sheet: Sheet, step: FunnelStep, all: number): void {
  const { doc, letters } = sheet;
  const y = doc.y;
  const text = (what: string, x: number, width: number, more: { size?: number; align?: 'right'; colour?: string } = {}) =>
    letters.write(what, { x, y: y + 3, width, size: more.size ?? 11, weight: 400, colour: more.colour ?? ink, align: more.align });
  text(tell(say(`step_${step.step}`), sheet.language), page.margin, 76);
  doc.rect(barAt.x, y + 4, barAt.width, 11).fill(pale);
  doc.rect(barAt.x, y + 4, all === 0 ? 0 : Math.min(1, step.people / all) * barAt.width, 11).fill(accent);
  text(number(sheet, step.people), barAt.x + barAt.width + 4, 62, { align: 'right' });
  const { rate, low, high } = step;
  if (rate !== null && low !== null && high !== null && step.of !== null)
    text(
      words(
        sheet,
        say('paper_interval', {
          rate: percent(sheet, rate),
          low: percent(sheet, low),
          high: percent(sheet, high),
          of: tell(say(baseWords(step.of)), sheet.language),
        }),
      ),
      barAt.x + barAt.width + 74,
      page.width - page.margin - (barAt.x + barAt.width + 74),
      { size: 9, colour: muted },
    );
  doc.y = y + rowHeight;
}

const bases = ['planned', 'submitted', 'sent', 'delivered', 'read'] as const;

function baseWords(of: string): `paper_of_${(typeof bases)[number]}` {
  return `paper_of_${bases.find((base) => base === of) ?? 'planned'}`;
}

/** Rarer causes stand in the CSV. */
const causesMost = 12;

function causes(sheet: Sheet): void {
  const { made, language } = sheet;
  if (made.reasons.length === 0) return;
  title(sheet, words(sheet, say('paper_causes')));
  for (const cause of made.reasons.slice(0, causesMost)) {
    keepTogether(sheet, 36);
    const told = { people: number(sheet, cause.people), why: spaced(causeTitle(cause, language)) };
    write(sheet, words(sheet, cause.kind === 'failed' ? say('paper_failed', told) : say('paper_left_out', told)), { size: 10.5, gap: 2 });
  }
}

function causeTitle({ kind, reason, code }: Report['reasons'][number], language: Spoken): string {
  if (kind === 'skipped') return skipTitle(reason, language);
  return code === null ? reason : `${explainError(code)[language].title} (${code})`;
}

function skipTitle(reason: string, language: Spoken): string {
  return isSkipReason(reason) ? skipReasons[reason][language].title : reason;
}

function isSkipReason(reason: string): reason is SkipReason {
  return Object.hasOwn(skipReasons, reason);
}

function taps(sheet: Sheet): void {
  const { made } = sheet;
  if (made.taps.people === 0) return;
  title(sheet, words(sheet, say('paper_taps')));
  write(sheet, words(sheet, say('paper_tapped', { people: made.taps.people, rate: percent(sheet, made.taps.rate ?? 0) })), { size: 10.5 });
  for (const button of made.taps.buttons.slice(0, causesMost))
    write(sheet, `${number(sheet, button.people)} · ${button.text} (${button.language})`, { size: 10.5, gap: 2 });
}

function cost(sheet: Sheet): void {
  const { made, language } = sheet;
  title(sheet, words(sheet, say('paper_cost')));
  const money = (value: Report['cost']) => spaced(moneyWords(value, locales[language]));
  write(sheet, words(sheet, say('paper_cost_line', { cost: money(made.cost), most: money(made.plan.cost.most), card: made.plan.cost.card_date })), {
    size: 10.5,
  });
  if (made.budget !== null) write(sheet, words(sheet, say('paper_budget', { budget: money(made.budget) })), { size: 10.5 });
}

function plan(sheet: Sheet): void {
  const { made } = sheet;
  title(sheet, words(sheet, say('paper_plan')));
  const { template, number: by, recipients, made_at, hash } = made.plan;
  write(
    sheet,
    words(
      sheet,
      say('paper_plan_line', { template: template.name, people: number(sheet, recipients), number: by.display_phone, made: moment(sheet, made_at) }),
    ),
    { size: 10.5 },
  );
  write(sheet, words(sheet, say('paper_hash', { hash })), { size: 9, colour: muted });
  const { ledger } = made;
  if (ledger === null) write(sheet, words(sheet, say('paper_ledger_none')), { size: 9, colour: muted });
  else
    write(sheet, words(sheet, say(ledger.equal ? 'paper_ledger_equal' : 'paper_ledger_repaired', { at: moment(sheet, ledger.at) })), {
      size: 9,
      colour: muted,
    });
}

/** The foot of every page: what it is and of when, so that a lost page is still understood. */
function feet(sheet: Sheet): void {
  const { doc, letters, made } = sheet;
  const { start, count } = doc.bufferedPageRange();
  for (let place = 0; place < count; place += 1) {
    doc.switchToPage(start + place);
    // Below the margin the library would begin a new page by itself.
    doc.page.margins.bottom = 0;
    const said = words(sheet, say('paper_page', { name: printedName(sheet), at: moment(sheet, made.as_of), page: place + 1, pages: count }));
    letters.write(said, { x: page.margin, y: page.height - page.margin + 14, width: inner, size: 8, weight: 400, colour: muted });
  }
}
