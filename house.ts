/**
 * The house, from the ground up.
 *
 * A file may import from its own room or from a room on an earlier line, never
 * from a later one. So there are no cycles between rooms, and reading this list
 * from top to bottom is reading the program in the order it can be understood.
 */
export const rooms = [
  'core/value',
  'core/whatsapp',
  'core/rehearsal',
  'core/expression',
  'core/gallery',
  'core/effect',
  'core/segment',
  'core/etr',
  'core/policy',
  'core/flow',
  'core/contract',

  'server/platform',
  'server/cloud-api',
  'server/workspace',

  'server/audience/timeline',
  'server/audience/consent',
  'server/audience/contact',
  'server/audience/shop',
  'server/audience/segment',
  'server/audience/import',

  'server/messaging/number',
  'server/messaging/media',
  'server/messaging/template',
  'server/messaging/conversation',
  'server/messaging/outbox',
  'server/messaging/inbound',

  'server/engagement/act',
  'server/engagement/direct',
  'server/engagement/inbox',
  'server/engagement/flow',
  'server/engagement/campaign',
  'server/engagement/routing',

  'server/insight',
  'server/app',

  'emulator',

  'web/ui',
  'web/phone',
  'web/wall',
  'web/api',
  'web/part',
  'web/page',
  'web/app',
] as const;

const aboveTheWire = ['expression', 'gallery', 'effect', 'segment', 'etr', 'policy', 'flow', 'contract'];

/** Walls: what a wing cannot see although it lies below. */
export const walls: readonly { from: string; cannotSee: string; why: string }[] = [
  { from: 'web', cannotSee: 'server', why: 'the browser knows the contract, not the server' },
  { from: 'web', cannotSee: 'emulator', why: 'the wall of phones talks to the emulator over HTTP' },
  { from: 'emulator', cannotSee: 'server', why: 'it must not share our mistakes' },
  { from: 'emulator', cannotSee: 'core/whatsapp/law', why: 'it writes its own laws, so that ours are checked against them' },
  ...aboveTheWire.map((room) => ({ from: 'emulator', cannotSee: `core/${room}`, why: 'it sees the wire shapes only' })),
  ...[...aboveTheWire, 'rehearsal'].map((room) => ({
    from: 'web/phone',
    cannotSee: `core/${room}`,
    why: 'a phone knows WhatsApp, not us',
  })),
  { from: 'server', cannotSee: 'core/rehearsal', why: 'the server cannot tell the emulator from WhatsApp' },
];

/** Rooms that may look through a wall all the same, each with its reason. */
export const doors: readonly { from: string; maySee: string; why: string }[] = [
  { from: 'server/app/demo', maySee: 'core/rehearsal', why: 'the demo shop puts its people on the phones' },
  { from: 'web/phone', maySee: 'core/rehearsal/bubble', why: 'the shapes of what a phone draws, and nothing of who plays it' },
  { from: 'server/app/rehearsal', maySee: 'core/rehearsal', why: 'the starter that spawns the emulator' },
];

/** Keys: packages and globals that one room holds for the whole house. */
export const keys: readonly { word: RegExp; holders: RegExp; why: string }[] = [
  { word: /['"]pg['"]/, holders: /^server\/platform\//, why: 'one pool' },
  { word: /['"]kysely['"]/, holders: /^server\/(platform\/|.*\/store(\.[a-z]+)?\.ts$)/, why: 'SQL lives in store.ts' },
  { word: /['"]fastify['"]/, holders: /^server\/platform\/http\//, why: 'rooms answer the contract, not the framework' },
  { word: /['"]undici['"]|\bfetch\(/, holders: /^(server\/(cloud-api|platform\/http|app)\/|emulator\/|web\/)/, why: 'one door out' },
  { word: /['"]node:/, holders: /^(server\/(platform|cloud-api|app)\/|emulator\/)/, why: "the machine is the platform's business" },
  { word: /\bDate\.now\(|new Date\(\)/, holders: /^(server\/platform\/clock|emulator\/world\/clock|web\/)/, why: 'time is passed in' },
  { word: /\bMath\.random\(|randomUUID\(/, holders: /^(server\/platform\/(id|random)|emulator\/random)/, why: 'chance is passed in' },
  {
    word: /emulator/i,
    holders: /^(core|web|emulator)\/|^server\/app\/(start|rehearsal|running|cli\/words)\.ts$/,
    why: 'the server speaks to WhatsApp; only the starter knows that it may be ours',
  },
  { word: /process\.env/, holders: /^(server\/platform\/config|emulator\/config)/, why: 'read once, checked once' },
];
