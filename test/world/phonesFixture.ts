import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defaultSettings } from '#core/rehearsal/settings.ts';
import { answerWall } from '#emulator/control/wall.ts';
import { everyBubble, exampleNow, exampleNumber } from '#web/wall/everyBubble.ts';
import { exampleFlow } from '#web/wall/form/exampleFlow.ts';

/** A control API that holds every bubble and remembers what was done to it: the wall is tried on it without an emulator. */
export type PhonesFixture = { readonly url: string; readonly done: { path: string; body: unknown }[]; readonly close: () => Promise<void> };

const people = [
  ['33612345000', 'Inès Carvalho', 'Lyon', 'fr', 'Europe/Paris', 'manual'],
  ['5511987654321', 'Rafael Souza', 'São Paulo', 'pt', 'America/Sao_Paulo', 'polite'],
  ['212612345678', 'ياسمين العلوي', 'Casablanca', 'ar', 'Africa/Casablanca', 'keen'],
  ['33612345003', 'Théo Vidal', 'Nantes', 'fr', 'Europe/Paris', 'keen'],
  ['33612345004', 'Aïcha Benali', 'Lille', 'fr', 'Europe/Paris', 'annoyed'],
  ['4915112345678', 'Lukas Brandt', 'Köln', 'de', 'Europe/Berlin', 'traveller'],
  ['33612345006', 'Priya Nair', 'Paris', 'en', 'Europe/Paris', 'polite'],
  ['32470123456', 'Marc Dubois', 'Liège', 'fr', 'Europe/Brussels', 'no_receipts'],
] as const;

const shown = [['template', 'question'], ['list'], ['arabic', 'emoji'], ['offer'], ['formatting'], ['voice'], ['products', 'order'], ['location', 'thanks']];

function summaryOf(place: number) {
  const [wa_id, name, town, language, timezone, persona] = people[place % people.length]!;
  const names = shown[place % shown.length]!;
  return {
    wa_id: place < people.length ? wa_id : String(33_700_000_000 + place),
    name: place < people.length ? name : `${name} ${place}`,
    place: town,
    language,
    timezone,
    persona,
    featured: place < people.length,
    online: place !== 5,
    read_receipts: persona !== 'no_receipts',
    on_whatsapp: true,
    installed: true,
    user_id: `FR.${wa_id}`,
    username: null,
    blocked: [],
    muted: [],
    stopped_marketing: place === 6 ? [exampleNumber] : [],
    unread: place === 3 ? 2 : 0,
    latest: everyBubble.filter((bubble) => names.includes(bubble.id)),
    last_at: exampleNow,
  };
}

const peopleThere = 1_000;
const pageSize = 48;

function phoneOf(waId: string) {
  const place = Math.max(0, Array.from({ length: peopleThere }, (_, at) => summaryOf(at).wa_id).indexOf(waId));
  const chat = {
    number: exampleNumber,
    display_phone_number: '+33472000000',
    verified_name: 'Brûlerie Lumière',
    official: true,
    about: 'Torréfacteur à Lyon depuis 1984',
    unread: 0,
    last_at: exampleNow,
    window_open_until: '2026-11-25T08:12:00.000Z',
    free_entry_until: null,
    typing_until: null,
    prompts: ['Quels sont vos horaires ?', 'Où est ma commande ?'],
    commands: [{ name: 'commande', description: 'Suivre une commande' }],
  };
  const other = { ...chat, number: '110000000000002', verified_name: 'Librairie du Rhône', official: false, last_at: '2026-11-20T09:00:00.000Z' };
  const isFirst = place === 0;
  const isArabic = place === 2;
  const bubbles = isFirst
    ? everyBubble
    : everyBubble.filter(({ id }) => (isArabic ? ['arabic', 'emoji', 'list', 'carousel', 'voice', 'thanks'] : ['template', 'question']).includes(id));
  return { ...summaryOf(place), chats: [chat, other], bubbles, has_more: false };
}

const world = {
  now: exampleNow,
  version: '0.1.0',
  settings: { ...defaultSettings, latency_ms: 250 },
  app: { id: '1', name: 'Parley' },
  portfolio: { id: '2', messaging_limit: null, used: 12 },
  numbers: [
    {
      id: exampleNumber,
      display_phone_number: '+33472000000',
      verified_name: 'Brûlerie Lumière',
      business_account_id: '120000000000001',
      quality_rating: 'GREEN',
      status: 'CONNECTED',
      throughput_per_second: 80,
    },
  ],
  people: peopleThere,
  counts: { accepted: 3412, sent: 3398, delivered: 3301, read: 2104, failed: 14, inbound: 188, clicked: 412, blocked: 3, reported: 1, stopped: 9 },
  webhooks: { waiting: 0, delivered: 921, failing: 1, last_error: 'http://127.0.0.1:3300/hook answered 503' },
  memory: { rss_bytes: 214_000_000, heap_bytes: 90_000_000 },
  seed: 'fixture',
};

const clock = {
  revision: 3,
  now: exampleNow,
  speed: 0,
  mode: 'paused',
  waiting: 12,
  next: '2026-11-24T10:43:10.000Z',
  followers: [{ name: 'parley', revision: 3, due: '2026-11-24T13:00:00.000Z' }],
};

function messageOf(id: string) {
  const bubble = everyBubble.find((one) => one.id === id)!;
  const out = !bubble.mine;
  return {
    id: `wamid.${id}`,
    wa_id: '33612345000',
    n: 4,
    direction: out ? 'to_person' : 'from_person',
    number: exampleNumber,
    at: bubble.at,
    type: bubble.content.kind,
    category: out ? 'marketing' : null,
    template: 'template' in bubble.content ? bubble.content.template : null,
    key: out ? 'recipient:1042' : null,
    state: out ? 'read' : 'inbound',
    sent_at: bubble.at,
    delivered_at: bubble.at,
    read_at: out ? bubble.at : null,
    failed_at: null,
    error: null,
    wire: out
      ? {
          messaging_product: 'whatsapp',
          to: '33612345000',
          type: 'template',
          template: { name: 'christmas_coffee', language: { code: 'fr' }, components: [{ type: 'body', parameters: [{ type: 'text', text: 'Inès' }] }] },
        }
      : { from: '33612345000', id: `wamid.${id}`, timestamp: '1795516920', type: 'text', text: { body: 'La moulue, elle part quand ?' } },
    content: bubble.content,
  };
}

const deliveries = [
  {
    id: '2',
    at: exampleNow,
    url: 'http://127.0.0.1:3300/hooks/whatsapp',
    field: 'messages',
    updates: 12,
    attempts: 1,
    status: 'delivered',
    http_status: 200,
    error: null,
    next_at: null,
    body: '{"object":"whatsapp_business_account","entry":[]}',
  },
  {
    id: '1',
    at: '2026-11-24T10:41:00.000Z',
    url: 'http://127.0.0.1:3300/hooks/whatsapp',
    field: 'message_template_status_update',
    updates: 1,
    attempts: 3,
    status: 'failing',
    http_status: 503,
    error: 'answered 503',
    next_at: '2026-11-24T10:43:10.000Z',
    body: '{}',
  },
];

const templates = [
  {
    id: '501',
    name: 'spring_tasting',
    language: 'fr',
    status: 'PENDING',
    category: 'MARKETING',
    rejected_reason: null,
    business_account_id: '120000000000001',
    components: [{ type: 'BODY', text: 'Bonjour {{1}}, la dégustation de printemps ouvre samedi à dix heures.' }],
  },
  {
    id: '502',
    name: 'christmas_coffee',
    language: 'fr',
    status: 'APPROVED',
    category: 'MARKETING',
    rejected_reason: null,
    business_account_id: '120000000000001',
    quality_score: { score: 'GREEN' },
    components: [{ type: 'BODY', text: 'Bonjour {{1}}, notre *café de Noël* est sorti du torréfacteur ce matin.' }],
  },
];

const catalogs = [
  {
    id: 'cat1',
    name: 'Cafés de saison',
    business_account_id: '120000000000001',
    products: [
      { retailer_id: 'guji-250', name: 'Guji, 250 g', price: 13.5, currency: 'EUR', media: null },
      { retailer_id: 'decaf-250', name: 'Décaféiné de Noël', price: 14, currency: 'EUR', media: null },
    ],
  },
];

const scriptLine = { on: 'dégustation', after_ms: 90_000, say: 'J’y serai !', block: false, stop_marketing: false };

/** What is answered to what changes something, where a page shows it. */
const doneAnswers: Readonly<Record<string, unknown>> = {
  clock,
  'webhooks/send': { sent: true, url: 'http://127.0.0.1:3300/hooks/whatsapp' },
  'webhooks/storm': { posts: 20 },
};

/** A drawing in the colours of a coffee bag, another for each id. */
function pictureOf(id: string): string {
  const hue = (Number(id) * 47) % 360;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200"><rect width="320" height="200" fill="hsl(${hue} 42% 82%)"/><path d="M0 150 320 40V0H0Z" fill="hsl(${hue} 45% 88%)"/><rect x="112" y="42" width="96" height="132" rx="8" fill="hsl(${(hue + 20) % 360} 32% 42%)"/><rect x="112" y="42" width="96" height="20" rx="6" fill="hsl(${(hue + 20) % 360} 30% 32%)"/><rect x="134" y="86" width="52" height="56" rx="4" fill="#fbf6ea"/><circle cx="160" cy="104" r="9" fill="hsl(${hue} 52% 52%)"/><circle cx="236" cy="164" r="14" fill="hsl(28 82% 56%)"/></svg>`;
}

/** Three seconds of something like a voice, as WAV. */
function voice(): Buffer {
  const rate = 8000;
  const samples = rate * 3;
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + samples * 2, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(samples * 2, 40);
  for (let at = 0; at < samples; at += 1) {
    const second = at / rate;
    const loud = Math.abs(Math.sin(second * 7.3) * Math.sin(second * 2.1 + 0.4)) * (0.35 + 0.65 * Math.abs(Math.sin(second * 23)));
    wav.writeInt16LE(Math.round(Math.sin(second * 2 * Math.PI * 180) * loud * 20_000), 44 + at * 2);
  }
  return wav;
}

function answer(path: string, query: URLSearchParams): unknown {
  if (path === 'world') return world;
  if (path === 'clock') return clock;
  if (path === 'templates') return { templates };
  if (path === 'webhooks') return { deliveries, next: null };
  if (path === 'catalogs') return { catalogs };
  if (path === 'recording') return { on: false, left_off: 0, recording: null };
  if (path === 'phones') {
    const all = Array.from({ length: peopleThere }, (_, place) => summaryOf(place)).filter((one) =>
      one.name.toLowerCase().includes((query.get('search') ?? '').toLowerCase()),
    );
    const from = all.findIndex((one) => one.wa_id === query.get('after')) + 1;
    const page = all.slice(from, from + pageSize);
    return { phones: page, next: from + pageSize < all.length ? (page.at(-1)?.wa_id ?? null) : null };
  }
  const [kind, id = '', part = ''] = path.split('/');
  if (kind === 'phones' && part === 'script') return { wa_id: id, lines: [scriptLine] };
  if (kind === 'phones' && part === 'truths') return { wa_id: id, agreed: true, topics: ['coffee', 'bread'], hour: 18, patience: 2.5, pressure: 1.2 };
  if (kind === 'phones') return phoneOf(id);
  if (kind === 'messages') return messageOf(decodeURIComponent(id));
  if (kind === 'flows') return { id, name: 'Dégustation', status: 'PUBLISHED', json: exampleFlow };
  return undefined;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const part of request) text += String(part);
  return text === '' ? null : JSON.parse(text);
}

/** Serves the built wall with the fixture beside it. */
export async function openPhonesFixture(wall: string): Promise<PhonesFixture> {
  const done: { path: string; body: unknown }[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://fixture');
    if (!url.pathname.startsWith('/emulator/v1/')) return answerWall(wall, request, response);
    const path = url.pathname.slice('/emulator/v1/'.length);
    if (path === 'live') {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n');
      return undefined;
    }
    const media = /^media\/(\d+)$/.exec(path)?.[1];
    if (media !== undefined) {
      const bytes = media.startsWith('9') ? (media === '901' ? voice() : Buffer.alloc(248_312)) : Buffer.from(pictureOf(media));
      response.writeHead(200, {
        'content-type': media === '901' ? 'audio/wav' : media.startsWith('9') ? 'application/pdf' : 'image/svg+xml',
        'content-length': bytes.length,
      });
      response.end(bytes);
      return undefined;
    }
    if (request.method !== 'GET') done.push({ path, body: await bodyOf(request) });
    const found = request.method === 'GET' ? answer(path, url.searchParams) : (doneAnswers[path] ?? { done: true });
    response.writeHead(found === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(found ?? { error: { message: `there is no ${path}` } }));
    return undefined;
  };
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((ready) => {
    server.listen(0, '127.0.0.1', ready);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    done,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => {
        server.close(closed);
      });
    },
  };
}
