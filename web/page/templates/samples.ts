import type { TemplateContent } from '#core/whatsapp/template.ts';
import { templateVariables } from '#core/whatsapp/variables.ts';

/** As long as a name or a product gets in earnest: Meta gives no limit, German compounds and full names reach about this. */
const longLength = 34;

/**
 * A value as long as real ones may be, made of the sample: letters go on without a blank, so that the phone shows where a
 * word breaks; digits become more digits; an address grows at its end.
 */
export function longSample(sample: string): string {
  const own = sample.trim() === '' ? 'Maximiliane' : sample.trim();
  if (/^https?:\/\//iu.test(own)) return `${own}-${'long-'.repeat(6)}address`;
  const core = own.replaceAll(/\s+/gu, '-');
  const characters = [...core];
  let long = core;
  while ([...long].length < longLength) long += `-${characters.join('')}`;
  return [...long].slice(0, Math.max(longLength, characters.length)).join('').replace(/-$/u, '');
}

/** What fills the phone: the samples, or long ones; times, places and files stay what they are. */
export function shownValues(content: TemplateContent, long: boolean): Record<string, string> {
  if (!long) return { ...content.samples };
  const fixed = fixedNames(content);
  return Object.fromEntries(
    templateVariables(content).map((name) => [name, fixed.has(name) ? (content.samples[name] ?? '') : longSample(content.samples[name] ?? '')]),
  );
}

/** Variables whose value is no text: an offer's end, a place, a file, a product. */
function fixedNames(content: TemplateContent): ReadonlySet<string> {
  const inside = (text: string | null | undefined) => templateVariables({ header: null, body: text ?? '', footer: null, buttons: [], samples: {} });
  const heads = [content.header, ...(content.cards ?? []).map((card) => card.header)];
  const ofHeads = heads.flatMap((header) => {
    switch (header?.kind) {
      case undefined:
      case 'text':
        return [];
      case 'image':
      case 'video':
      case 'document':
        return header.from === undefined ? [] : [header.from];
      case 'location':
        return [header.latitude, header.longitude].flatMap(inside);
      case 'product':
        return inside(header.product);
    }
  });
  const ofButtons = content.buttons.flatMap((button) => {
    if (button.kind === 'products') return [button.thumbnail, ...button.sections.flatMap((section) => section.products)].flatMap(inside);
    return button.kind === 'catalog' ? inside(button.thumbnail) : [];
  });
  return new Set([...ofHeads, ...ofButtons, ...inside(content.offer?.expires)]);
}

/** The variable that the end of an offer is called when the editor makes it. */
export const offerEnds = 'offer_ends';

/** Plausible samples for names that everybody uses; reviewers want to see what a variable means. */
const usual: Readonly<Record<string, readonly [en: string, fr: string]>> = {
  first_name: ['Anna', 'Inès'],
  last_name: ['Weber', 'Moreau'],
  name: ['Anna Weber', 'Inès Moreau'],
  country: ['France', 'France'],
  email: ['anna@example.com', 'ines@example.com'],
  order: ['20461', '20461'],
  order_number: ['20461', '20461'],
  number: ['20461', '20461'],
  total: ['€59.90', '59,90 €'],
  price: ['€19.90', '19,90 €'],
  amount: ['€59.90', '59,90 €'],
  date: ['Saturday 5 December', 'samedi 5 décembre'],
  day: ['Saturday', 'samedi'],
  time: ['10:30', '10 h 30'],
  code: ['WELCOME10', 'BIENVENUE10'],
  coupon: ['WELCOME10', 'BIENVENUE10'],
  product: ['Guji, 250 g', 'Guji, 250 g'],
  city: ['Lyon', 'Lyon'],
  url: ['guji-250', 'guji-250'],
  tracking_url: ['20461-7', '20461-7'],
  retailer_id: ['guji-250', 'guji-250'],
  items: ['Guji, 250 g', 'Guji, 250 g'],
};

/** An offer of a sample ends so many days from now. */
const offerDays = 3;

/** A sample for a variable by its name; undefined when the name says nothing. `product_1_name` is a product, `order_total` an amount. */
export function usualSample(name: string, language: string, now = new Date()): string | undefined {
  if (name === offerEnds) return new Date(now.getTime() + offerDays * 86_400_000).toISOString();
  const product = /^product(?:_\d+)?_(name|price|url|retailer_id)$/u.exec(name)?.[1];
  const found = usual[product === undefined ? name.replace(/^(?:order|cart)_/u, '') : product === 'name' ? 'product' : product] ?? usual[name];
  return found === undefined ? undefined : language.startsWith('fr') ? found[1] : found[0];
}

/** Gives a variable that has just come into a text the sample its name suggests; what somebody wrote or emptied stays. */
export function withUsualSamples(content: TemplateContent, language: string, now = new Date()): TemplateContent {
  const fresh = templateVariables(content).flatMap((name) => {
    const sample = Object.hasOwn(content.samples, name) ? undefined : usualSample(name, language, now);
    return sample === undefined ? [] : [[name, sample] as const];
  });
  return fresh.length === 0 ? content : { ...content, samples: { ...content.samples, ...Object.fromEntries(fresh) } };
}

/** Variables that name a file: reviewers see the file that is chosen, so these need no sample. */
export function fileVariables(content: TemplateContent): ReadonlySet<string> {
  const heads = [content.header, ...(content.cards ?? []).map((card) => card.header)];
  return new Set(heads.flatMap((header) => (header !== null && 'from' in header && header.from !== undefined ? [header.from] : [])));
}
