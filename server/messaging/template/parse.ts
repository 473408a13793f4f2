import type { TemplateButton, TemplateCard, TemplateContent, TemplateHeader } from '#core/whatsapp/template.ts';
import { fill, variablesIn } from '#core/whatsapp/variables.ts';
import type { ListedTemplate } from '#server/cloud-api/management.ts';
import { listOf, type Loose, parseLoose, textOf, typeOf } from './parse.loose.ts';
import { parsePasscode } from './parse.passcode.ts';
import { toWireComponents } from './wire.create.ts';

/** A template of Meta's in our form as far as that goes. */
type ParsedTemplate = {
  readonly content: TemplateContent;
  /** The addresses of header samples that must be fetched before the content is complete; `withExamples` puts them in. */
  readonly examples: readonly string[];
  /** Which part our form has no place for; then the content is for looking at only. */
  readonly unsupported: string | null;
};

/** What is gathered while reading: samples by name, samples' addresses, and what our form cannot hold. */
type Gathered = { readonly samples: Record<string, string>; readonly examples: string[]; unsupported: string | null };

/** What a message and a card have in common. */
type Face = { header: TemplateHeader | null; body: string | null; footer: string | null; buttons: TemplateButton[] };
type KnownFace = { readonly header: TemplateHeader | null; readonly buttons: readonly TemplateButton[] } | null;
/**
 * Where a face stands: names made up for it end so, that those of two cards differ. `isNumbered`: numbers are counted anew in each
 * text, so each becomes a name of its own.
 */
type Place = { readonly known: KnownFace; readonly suffix: string; readonly isNumbered: boolean };

/**
 * Reads a listed template into our form. `known` is what we have of it already: what Meta does not keep is taken from it (the names
 * of variables in addresses, coupons, places, products, files, samples). Where nothing is known, a variable stands in.
 */
export function parseListedTemplate(listed: ListedTemplate, known: TemplateContent | null = null): ParsedTemplate {
  const gathered: Gathered = { samples: {}, examples: [], unsupported: null };
  const components = listed.components.map(parseLoose);
  if (listed.category.toUpperCase() === 'AUTHENTICATION') {
    const parsed = parsePasscode(components, known);
    return { content: parsed.content, examples: [], unsupported: parsed.unsupported };
  }
  // {{1}} of the header and {{1}} of the body are two values there, and would be one here.
  const isNumbered = listed.parameter_format?.toUpperCase() !== 'NAMED' && countedTexts(components) > 1;
  const place: Place = { known, suffix: '', isNumbered };
  const face = parseFace(components, gathered, place);
  const content: TemplateContent = { header: face.header, body: face.body ?? '', footer: face.footer, buttons: face.buttons, samples: {} };
  if (isNumbered) content.numbered = true;
  for (const component of components) parseBeside(component, content, gathered, { known, isNumbered });
  return { content: { ...content, samples: { ...known?.samples, ...gathered.samples } }, examples: gathered.examples, unsupported: gathered.unsupported };
}

/** The parsed content with files of ours in the place of the addresses it was sampled from. */
export function withExamples(content: TemplateContent, files: ReadonlyMap<string, string>): TemplateContent {
  const put = <Header extends TemplateHeader | null>(header: Header): Header =>
    header !== null && 'media' in header ? { ...header, media: files.get(header.media) ?? header.media } : header;
  const cards = content.cards?.map((card) => ({ ...card, header: put(card.header) }));
  return { ...content, header: put(content.header), ...(cards === undefined ? {} : { cards }) };
}

/** In how many texts variables stand: header, body, and the bodies of cards. */
function countedTexts(components: readonly Loose[]): number {
  return components.reduce((sum, component) => {
    const cards = listOf(component['cards']).map((card) => countedTexts(listOf(parseLoose(card)['components']).map(parseLoose)));
    const isText = typeOf(component) === 'BODY' || textOf(component['format']).toUpperCase() === 'TEXT';
    const own = isText && variablesIn(textOf(component['text'])).length > 0 ? 1 : 0;
    return cards.reduce((more, count) => more + count, sum + own);
  }, 0);
}

function parseFace(components: readonly Loose[], gathered: Gathered, place: Place): Face {
  const face: Face = { header: null, body: null, footer: null, buttons: [] };
  for (const component of components) {
    switch (typeOf(component)) {
      case 'HEADER':
        face.header = parseHeader(component, gathered, place);
        break;
      case 'BODY':
        face.body = parseText(component, gathered, 'body', place);
        break;
      case 'FOOTER':
        face.footer = textOf(component['text']) || null;
        break;
      case 'BUTTONS':
        face.buttons = listOf(component['buttons']).flatMap((button, index) => parseButton(parseLoose(button), index, gathered, place));
        break;
    }
  }
  return face;
}

const faceTypes: readonly string[] = ['HEADER', 'BODY', 'FOOTER', 'BUTTONS'];

/** What stands beside the face of a message: an offer's strip, the cards of a carousel, what we do not know. */
function parseBeside(
  component: Loose,
  content: TemplateContent,
  gathered: Gathered,
  { known, isNumbered }: { readonly known: TemplateContent | null; readonly isNumbered: boolean },
): void {
  const type = typeOf(component);
  if (type === 'LIMITED_TIME_OFFER') {
    const offer = parseLoose(component['limited_time_offer']);
    const expires = offer['has_expiration'] === true ? (known?.offer?.expires ?? '{{offer_ends}}') : null;
    content.offer = { text: textOf(offer['text']), expires };
  } else if (type === 'CAROUSEL') {
    const cards = listOf(component['cards']).map((card, index) =>
      parseCard(parseLoose(card), gathered, { known: known?.cards?.[index] ?? null, suffix: `_${index + 1}`, isNumbered }),
    );
    content.cards = cards.flatMap((card) => card ?? []);
    if (content.cards.length < cards.length || cards.length === 0) gathered.unsupported ??= 'carousel';
  } else if (!faceTypes.includes(type)) gathered.unsupported ??= type.toLowerCase().replaceAll('_', ' ');
}

function parseCard(card: Loose, gathered: Gathered, place: Place): TemplateCard | null {
  const { header, body, buttons } = parseFace(listOf(card['components']).map(parseLoose), gathered, place);
  return header === null ? null : { header, body, buttons };
}

function parseHeader(component: Loose, gathered: Gathered, place: Place): TemplateHeader | null {
  const { known, suffix } = place;
  const format = textOf(component['format']).toUpperCase();
  const example = parseLoose(component['example']);
  const mine = known?.header ?? null;
  switch (format) {
    case 'TEXT':
      return { kind: 'text', text: parseText(component, gathered, 'header', place) };
    case 'IMAGE':
    case 'VIDEO':
    case 'DOCUMENT': {
      const kind = mediaKinds[format];
      if (mine?.kind === kind && mine.media !== '') return mine;
      const address = textOf(listOf(example['header_handle'])[0]);
      if (address !== '') gathered.examples.push(address);
      return { kind, media: address };
    }
    case 'LOCATION': {
      if (mine?.kind === 'location') return mine;
      return { kind: 'location', latitude: '{{latitude}}', longitude: '{{longitude}}', name: '{{place}}', address: '{{address}}' };
    }
    case 'PRODUCT':
      return mine?.kind === 'product' ? mine : { kind: 'product', catalog: '{{catalog}}', product: `{{product${suffix}}}` };
    default:
      gathered.unsupported ??= `${format.toLowerCase()} header`;
      return null;
  }
}

const mediaKinds = { IMAGE: 'image', VIDEO: 'video', DOCUMENT: 'document' } as const;

/** A text with its samples, which come by name, or by position as `["a"]` for a header and `[["a", "b"]]` for a body. */
function parseText(component: Loose, gathered: Gathered, part: 'header' | 'body', { suffix, isNumbered }: Place): string {
  const text = textOf(component['text']);
  const example = parseLoose(component['example']);
  for (const item of listOf(example[`${part}_text_named_params`])) {
    const named = parseLoose(item);
    gathered.samples[textOf(named['param_name'])] = textOf(named['example']);
  }
  const first = listOf(example[`${part}_text`]);
  const positional = Array.isArray(first[0]) ? first[0] : first;
  const nameOf = (number: string): string => (isNumbered && /^\d+$/.test(number) ? `${suffix === '' ? part : `card${suffix}`}_${number}` : number);
  for (const name of variablesIn(text)) {
    const sample: unknown = /^\d+$/.test(name) ? positional[Number(name) - 1] : undefined;
    if (typeof sample === 'string') gathered.samples[nameOf(name)] = sample;
  }
  return isNumbered ? fill(text, Object.fromEntries(variablesIn(text).map((name) => [name, `{{${nameOf(name)}}}`]))) : text;
}

function parseButton(button: Loose, index: number, gathered: Gathered, { known, suffix }: Place): TemplateButton[] {
  const type = typeOf(button);
  const text = textOf(button['text']);
  const mine = known?.buttons[index];
  switch (type) {
    case 'QUICK_REPLY':
      return [{ kind: 'reply', text }];
    case 'PHONE_NUMBER':
      return [{ kind: 'phone', text, phone: textOf(button['phone_number']) }];
    case 'URL':
      return [parseUrlButton(button, gathered, { mine, name: `link_${index + 1}${suffix}` })];
    case 'COPY_CODE':
      return [parseCoupon(button, gathered, { mine, name: `coupon_code${suffix}` })];
    case 'FLOW': {
      const form = [button['flow_id'], button['flow_name']].map((one) => (typeof one === 'number' ? String(one) : textOf(one))).find((one) => one !== '');
      return [{ kind: 'form', text, form: form ?? (mine?.kind === 'form' ? mine.form : ''), screen: textOf(button['navigate_screen']) || null }];
    }
    case 'CATALOG':
      return [{ kind: 'catalog', text, thumbnail: mine?.kind === 'catalog' ? mine.thumbnail : null }];
    case 'MPM': {
      if (mine?.kind === 'products') return [{ ...mine, text }];
      return [{ kind: 'products', text, thumbnail: '{{product_1}}', sections: [{ title: text, products: ['{{product_1}}', '{{product_2}}'] }] }];
    }
    case 'SPM':
      return [{ kind: 'product', text }];
    case 'REQUEST_CONTACT_INFO':
      return [{ kind: 'contact_request' }];
    default:
      gathered.unsupported ??= `${type.toLowerCase().replaceAll('_', ' ')} button`;
      return [];
  }
}

type Naming = { readonly mine: TemplateButton | undefined; readonly name: string };

function exampleOf(button: Loose): string {
  return textOf(Array.isArray(button['example']) ? button['example'][0] : button['example']);
}

function parseUrlButton(button: Loose, gathered: Gathered, { mine, name: madeUp }: Naming): TemplateButton {
  const text = textOf(button['text']);
  const url = textOf(button['url']);
  const variable = variablesIn(url)[0];
  if (variable === undefined) return { kind: 'url', text, url };
  const name = (mine?.kind === 'url' ? variablesIn(mine.url)[0] : undefined) ?? madeUp;
  const example = exampleOf(button);
  const base = url.slice(0, url.indexOf('{{'));
  if (example !== '') gathered.samples[name] = example.startsWith(base) ? example.slice(base.length) : example;
  return { kind: 'url', text, url: fill(url, { [variable]: `{{${name}}}` }) };
}

/** The code that was submitted is a sample only: each send brings its own. What we know of it stays, else it is a variable. */
function parseCoupon(button: Loose, gathered: Gathered, { mine, name }: Naming): TemplateButton {
  if (mine?.kind === 'copy_code') return mine;
  gathered.samples[name] = exampleOf(button);
  return { kind: 'copy_code', code: `{{${name}}}` };
}

/** Two contents with one shape say the same to everybody: only samples, files and the names Meta does not keep may differ. */
export function shapeOf(content: TemplateContent): string {
  return JSON.stringify(toWireComponents(content, new Map()), (key, value: unknown) => {
    if (key === 'example') return undefined;
    return key === 'phone_number' && typeof value === 'string' ? value.replaceAll(/\D/g, '') : value;
  });
}
