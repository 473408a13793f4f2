import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { Say as Saying } from '#core/contract/conversations.ts';
import { contract } from '#core/contract/contract.ts';
import type { Media, MediaMake, MediaUse } from '#core/contract/media.ts';
import type { BodyInOf } from '#core/contract/route.ts';
import { call, type Door } from '../client/client.ts';
import { type Say, Usage } from './say.ts';

/** The options of `parley say`; the first that names a kind decides, and the words after it are its text or caption. */
export type MessageOptions = {
  image?: string | undefined;
  video?: string | undefined;
  audio?: string | undefined;
  voice?: string | undefined;
  document?: string | undefined;
  sticker?: string | undefined;
  location?: string | undefined;
  name?: string | undefined;
  address?: string | undefined;
  button?: string[] | undefined;
  link?: string | undefined;
  label?: string | undefined;
  react?: string | undefined;
  quote?: string | undefined;
  message?: string | undefined;
  check?: boolean | undefined;
};

type SayBody = BodyInOf<typeof contract.messages.send>['say'];

/** `parley say PHONE|ID [WORDS]`: sends one message of any kind, or with --check only says what WhatsApp would refuse of it. */
export async function runSay(door: Door, words: readonly string[], options: MessageOptions, say: Say): Promise<number> {
  const [to, ...rest] = words;
  if (to === undefined) throw new Usage('to whom? parley say PHONE|CONTACT [WORDS]; "parley help" shows the kinds');
  const what = options.message === undefined ? await composed(door, rest.join(' '), options, say) : await readMessage(options.message);
  if (options.check === true) return check(door, what, say);
  const whom = /^con_[0-9a-f]{32}$/.test(to) ? { contact: to } : { phone: to };
  const sent = await call(door, contract.messages.send, { body: { ...whom, say: what } });
  say.answer(sent, `${sent.message.id}  ${sent.message.state}`);
  return 0;
}

/** Exit status 1 when WhatsApp would refuse it, so that a script may ask. */
async function check(door: Door, what: SayBody, say: Say): Promise<number> {
  if (what.kind === 'template') throw new Usage('--check looks at free-form messages; for a template use "parley template check"');
  const found = await call(door, contract.messages.check, { body: { say: what } });
  say.answer(found, found.faults.map((fault) => `${fault.severity} ${fault.at}: ${fault.message}`).join('\n') || 'WhatsApp takes it.');
  return found.faults.some((fault) => fault.severity === 'error') ? 1 : 0;
}

/** The JSON of a message, from a file or from standard input. */
async function readMessage(file: string): Promise<SayBody> {
  const text = file === '-' ? await readAll(process.stdin) : await readText(file);
  const read = Saying.safeParse(parseJson(file, text));
  if (read.success) return read.data;
  const places = read.error.issues.slice(0, 5).map((issue) => `  /${issue.path.join('/')}: ${issue.message}`);
  throw new Usage([`"${file}" is no message:`, ...places].join('\n'));
}

async function readText(file: string): Promise<string> {
  return (await readBytes(file)).toString('utf8');
}

async function readBytes(file: string): Promise<Buffer> {
  return readFile(file).catch((cause: unknown) => {
    throw new Usage(`cannot read "${file}": ${cause instanceof Error ? cause.message : String(cause)}`);
  });
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Usage(`"${file}" is no JSON: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

const fileKinds = ['image', 'video', 'audio', 'voice', 'document', 'sticker'] as const;

async function composed(door: Door, words: string, options: MessageOptions, say: Say): Promise<SayBody> {
  const quoted = options.quote === undefined ? {} : { quoted: options.quote };
  const caption = words === '' ? null : words;
  const kind = fileKinds.find((one) => options[one] !== undefined);
  if (kind !== undefined) {
    const media = await fileFor(door, options[kind] ?? '', kind, say);
    if (kind === 'voice' || kind === 'audio') return { kind: 'audio', media, voice: kind === 'voice', ...quoted };
    return kind === 'sticker' ? { kind, media, ...quoted } : { kind, media, caption, ...quoted };
  }
  if (options.location !== undefined) return { ...placeOf(options.location), name: options.name ?? null, address: options.address ?? null, ...quoted };
  if (options.react !== undefined) {
    if (options.quote === undefined) throw new Usage('which message? --react EMOJI --quote msg_…');
    return { kind: 'reaction', to: options.quote, emoji: options.react };
  }
  if (words === '') throw new Usage('say what? Give the words, or a kind such as --image FILE; "parley help" shows them');
  if (options.link !== undefined) return { kind: 'link', text: words, button: { text: options.label ?? 'Open', url: options.link }, ...quoted };
  if (options.button !== undefined) return { kind: 'buttons', text: words, buttons: options.button.map((text) => ({ text })), ...quoted };
  return { kind: 'text', text: words, ...quoted };
}

function placeOf(text: string): { kind: 'location'; latitude: number; longitude: number } {
  const [, latitude, longitude] = /^(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)$/.exec(text.trim()) ?? [];
  if (latitude === undefined || longitude === undefined) throw new Usage(`--location "${text}" is no place; write it as 45.764,4.8357`);
  return { kind: 'location', latitude: Number(latitude), longitude: Number(longitude) };
}

/** A file of the library by its id, an address as it is, or a file of this machine, which is uploaded and made fit. */
async function fileFor(door: Door, named: string, use: MediaUse, say: Say): Promise<string> {
  if (/^med_[0-9a-f]{32}$/.test(named) || /^https?:\/\//i.test(named)) return named;
  const content = await readBytes(named);
  say.note(`Uploading ${basename(named)}`);
  const uploaded = await ready(door, await call(door, contract.media.create, { file: { name: basename(named), type: 'application/octet-stream', content } }));
  if (uploaded.fits.includes(use)) return uploaded.id;
  const make = makes.find((one) => one === use && uploaded.makes.includes(one));
  if (make === undefined) return uploaded.id;
  say.note(`Making a ${make} of it`);
  const made = await call(door, contract.media.convert, { params: { id: uploaded.id }, body: { make } });
  return (await ready(door, made)).id;
}

const makes: readonly MediaMake[] = ['image', 'sticker', 'voice', 'video'];
/** Films are turned by a task; this often it is asked for, and given up after a while. */
const lookMilliseconds = 300;
const looksMost = 400;

async function ready(door: Door, media: Media): Promise<Media> {
  let found = media;
  for (let look = 0; found.state === 'working' && look < looksMost; look += 1) {
    await new Promise((resolve) => setTimeout(resolve, lookMilliseconds));
    found = await call(door, contract.media.get, { params: { id: media.id } });
  }
  if (found.state !== 'ready') throw new Usage(`"${found.name}" cannot be sent: ${found.reason ?? 'it is still being turned'}`);
  return found;
}
