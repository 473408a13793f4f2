import type { Act } from '#core/rehearsal/act.ts';
import type {
  AccountPatch,
  CatalogSetup,
  ClockChange,
  ClockReport,
  Delivery,
  LiveChange,
  MessageReport,
  NumberPatch,
  NumberSetup,
  Phone,
  PhoneSetup,
  PhoneSummary,
  Population,
  Recording,
  ScriptLine,
  TemplatePatch,
  Truths,
  World,
} from '#core/rehearsal/rehearsal.ts';
import type { Settings, SettingsPatch } from '#core/rehearsal/settings.ts';

/** Where the emulator's control API stands. The page is served beside it. */
const root = '/emulator/v1';

/** The emulator said no, or could not be reached. */
export class ControlError extends Error {}

async function ask<Answer>(parse: (text: string) => Answer, path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`${root}${path}`, { ...init, headers: { 'content-type': 'application/json' } });
  const text = await response.text();
  if (!response.ok) throw new ControlError(parseError(text, response.status));
  return parse(text);
}

const send = (method: string, body: unknown): RequestInit => ({ method, body: JSON.stringify(body) });

/** A template as the emulator knows it: Meta's own shape, with the account it belongs to. */
export type TemplateReport = {
  id: string;
  name: string;
  language: string;
  status: string;
  category: string;
  rejected_reason: string | null;
  business_account_id: string;
  quality_score?: { score: string };
  components?: { type: string; text?: string }[];
};

/** A form (WhatsApp Flow) as it was built; `json` is Flow JSON, read where it is run. */
export type FlowReport = { id: string; name: string; status: string; json: unknown };

/** What a business's endpoint says to a running form. */
export type FlowAnswer = { screen?: string; data?: Record<string, unknown>; error?: string };

/** What is asked of it. `action` is Meta's: INIT, BACK or data_exchange. */
export type FlowQuestion = {
  wa_id: string;
  message_id: string;
  index: number;
  screen: string | null;
  action: 'INIT' | 'BACK' | 'data_exchange';
  data: Record<string, unknown>;
};

/** Is something being recorded, what did not fit, and the recording itself. */
export type RecordingReport = { on: boolean; left_off: number; recording: Recording | null };

/** What a person really is, and the marketing that weighs on them now. */
export type TruthsReport = Truths & { wa_id: string; pressure: number };

export type PhonePage = { phones: PhoneSummary[]; next: string | null };
export type DeliveryPage = { deliveries: Delivery[]; next: string | null };

const parseWorld = (text: string) => JSON.parse(text) as World;
const parsePhones = (text: string) => JSON.parse(text) as PhonePage;
const parsePhone = (text: string) => JSON.parse(text) as Phone;
const parseSettings = (text: string) => JSON.parse(text) as Settings;
const parseDone = (text: string) => JSON.parse(text) as { done: true; message_id?: string };
const parseChange = (text: string) => JSON.parse(text) as LiveChange;
const parseClock = (text: string) => JSON.parse(text) as ClockReport;
const parseTemplates = (text: string) => JSON.parse(text) as { templates: TemplateReport[] };
const parseDeliveries = (text: string) => JSON.parse(text) as DeliveryPage;
const parseMessage = (text: string) => JSON.parse(text) as MessageReport;
const parseFlow = (text: string) => JSON.parse(text) as FlowReport;
const parseFlowAnswer = (text: string) => JSON.parse(text) as FlowAnswer;
const parseRecording = (text: string) => JSON.parse(text) as RecordingReport;
const parseCatalogs = (text: string) => JSON.parse(text) as { catalogs: CatalogSetup[] };
const parseScript = (text: string) => JSON.parse(text) as { lines: ScriptLine[] };
const parseTruths = (text: string) => JSON.parse(text) as TruthsReport;
const parseSent = (text: string) => JSON.parse(text) as { url: string };
const parseStorm = (text: string) => JSON.parse(text) as { posts: number };
const parseJson = (text: string) => JSON.parse(text) as unknown;

function parseError(text: string, status: number): string {
  try {
    const body = JSON.parse(text) as { error?: { message?: string } };
    return body.error?.message ?? `HTTP ${status}`;
  } catch (error) {
    if (error instanceof SyntaxError) return `HTTP ${status}`;
    throw error;
  }
}

/** Phones in one page of the wall: a few rows on any screen. */
const phonesAtOnce = 48;
/** Webhooks in one look at the log. */
const deliveriesAtOnce = 50;
const bubblesAtOnce = 60;

function query(values: Readonly<Record<string, string | number | boolean | null>>): string {
  const given = Object.entries(values).filter(([, value]) => value !== null && value !== '');
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}

/** The emulator's control API, as the wall uses it. Same origin, no key: whoever opens the wall plays the people. */
export const control = {
  world: () => ask(parseWorld, '/world'),
  phones: (search: string, handPlayed: boolean | null, after: string | null) =>
    ask(parsePhones, `/phones?${query({ limit: phonesAtOnce, search, hand_played: handPlayed, after })}`),
  phone: (waId: string, number: string | null = null, before: string | null = null) =>
    ask(parsePhone, `/phones/${waId}?${query({ number, before, limit: bubblesAtOnce })}`),
  act: (waId: string, act: Act) => ask(parseDone, `/phones/${waId}/acts`, send('POST', act)),
  addPhone: (setup: Partial<PhoneSetup>) => ask(parseJson, '/phones', send('POST', [setup])),
  script: (waId: string) => ask(parseScript, `/phones/${waId}/script`),
  setScript: (waId: string, lines: readonly ScriptLine[]) => ask(parseJson, `/phones/${waId}/script`, send('POST', lines)),
  truths: (waId: string) => ask(parseTruths, `/phones/${waId}/truths`),
  setTruths: (waId: string, truths: Partial<Truths>) => ask(parseTruths, `/phones/${waId}/truths`, send('POST', truths)),
  addPopulation: (population: Partial<Population>) => ask(parseJson, '/population', send('POST', population)),
  set: (patch: SettingsPatch) => ask(parseSettings, '/settings', send('PATCH', patch)),
  resetSettings: () => ask(parseJson, '/settings/reset', send('POST', {})),
  clock: () => ask(parseClock, '/clock'),
  moveClock: (change: ClockChange) => ask(parseClock, '/clock', send('POST', change)),
  message: (id: string) => ask(parseMessage, `/messages/${encodeURIComponent(id)}`),
  templates: () => ask(parseTemplates, '/templates'),
  changeTemplate: (id: string, patch: Partial<TemplatePatch>) => ask(parseJson, `/templates/${id}`, send('PATCH', patch)),
  changeNumber: (id: string, patch: NumberPatch) => ask(parseJson, `/numbers/${id}`, send('PATCH', patch)),
  changeAccount: (id: string, patch: Partial<AccountPatch>) => ask(parseJson, `/accounts/${id}`, send('PATCH', patch)),
  addNumber: (setup: Partial<NumberSetup>) => ask(parseJson, '/numbers', send('POST', setup)),
  deliveries: (after: string | null) => ask(parseDeliveries, `/webhooks?${query({ limit: deliveriesAtOnce, after })}`),
  replay: (id: string) => ask(parseDone, `/webhooks/${id}/replay`, send('POST', {})),
  sendWebhook: (account: string, field: string, value: Record<string, unknown>) => ask(parseSent, '/webhooks/send', send('POST', { account, field, value })),
  storm: (copies: number, field: string | null) => ask(parseStorm, '/webhooks/storm', send('POST', field === null ? { copies } : { copies, field })),
  catalogs: () => ask(parseCatalogs, '/catalogs'),
  putCatalog: (catalog: CatalogSetup) => ask(parseJson, '/catalogs', send('POST', catalog)),
  flow: (id: string) => ask(parseFlow, `/flows/${id}`),
  exchange: (id: string, question: FlowQuestion) => ask(parseFlowAnswer, `/flows/${id}/exchange`, send('POST', question)),
  scenario: () => ask(parseJson, '/scenario'),
  loadScenario: (scenario: unknown) => ask(parseJson, '/scenario', send('POST', scenario)),
  recording: () => ask(parseRecording, '/recording'),
  record: (on: boolean) => ask(parseJson, '/recording', send('POST', { on })),
  replayRecording: (recording: unknown) => ask(parseJson, '/recording/replay', send('POST', recording)),
};

/** Hears what changes; the browser reconnects by itself. Returns how to stop. */
export function listen(onChange: (change: LiveChange) => void, onOpen: () => void, onLost: () => void): () => void {
  const source = new EventSource(`${root}/live`);
  source.onopen = onOpen;
  source.onerror = onLost;
  source.onmessage = (event: MessageEvent<string>) => onChange(parseChange(event.data));
  return () => source.close();
}

/** Addresses that are this machine's own, so that looking at them asks nobody outside. */
const ownHosts = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Where a file of a bubble is: the emulator's own, or what a business of this machine serves. Any other outside address is
 * shown as words and never fetched.
 */
export function wallMediaUrl(media: { readonly media: string | null; readonly link: string | null }): string | undefined {
  if (media.media !== null) return `${root}/media/${media.media}`;
  if (media.link === null || !URL.canParse(media.link)) return undefined;
  return ownHosts.has(new URL(media.link).hostname) ? media.link : undefined;
}
