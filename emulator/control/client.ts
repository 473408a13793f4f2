import type { z } from 'zod';

import type { Act } from '#core/rehearsal/act.ts';
import {
  type AccountPatch,
  type CatalogSetup,
  type ClockChange,
  type ClockReport,
  controlRoot,
  type Delivery,
  type MessageReport,
  type NumberPatch,
  type NumberSetup,
  type Phone,
  type PhoneSetup,
  type PhoneSummary,
  type Population,
  type Recording,
  type Scenario,
  type ScriptLine,
  type TemplatePatch,
  type Truths,
  type World,
} from '#core/rehearsal/rehearsal.ts';
import type { Settings, SettingsPatch } from '#core/rehearsal/settings.ts';

/** The emulator said no: its words, its HTTP status, and the place in the body. */
export class EmulatorError extends Error {
  readonly status: number;
  readonly at: string | undefined;

  constructor(status: number, message: string, at: string | undefined) {
    super(message);
    this.name = 'EmulatorError';
    this.status = status;
    this.at = at;
  }
}

/** An act as it is written: what has a default may be left out. */
export type ActInput = z.input<typeof Act>;
export type PhoneInput = z.input<typeof PhoneSetup>;
export type ScenarioInput = z.input<typeof Scenario>;
export type LedgerQuestion = { after?: string; limit?: number; direction?: 'to_person' | 'from_person' | 'all' };
export type PhonesQuestion = { search?: string; limit?: number; after?: string; hand_played?: boolean };
export type SettingReport = { name: keyof Settings; group: string; value: unknown; default: unknown; about: string; source: string };

/** Everything a test says to an emulator. Every call throws `EmulatorError` when the emulator refuses. */
export type EmulatorClient = ReturnType<typeof openEmulatorClient>;

/**
 * Opens a client of the control API for tests, in any language runtime with `fetch`. It holds nothing open.
 *
 * @example
 * const emulator = openEmulatorClient('http://127.0.0.1:4010');
 * await emulator.people.add([{ wa_id: '33612345678', name: 'Léa', persona: 'manual' }]);
 * await emulator.act('33612345678', { act: 'write', number: '106540352242922', text: 'Hello?' });
 * await emulator.clock.runUntilIdle();
 */
export function openEmulatorClient(url: string) {
  const ask = openAsk(url);
  return {
    world: () => ask<World>('GET', 'world'),
    reset: () => ask<{ done: true }>('POST', 'reset', {}),
    act: (waId: string, act: ActInput) => ask<{ done: true; message_id?: string }>('POST', `phones/${waId}/acts`, act),
    message: (id: string) => ask<MessageReport>('GET', `messages/${encodeURIComponent(id)}`),
    ...openPeople(ask),
    ...openDesk(ask),
    ...openTime(ask),
    ...openLog(url, ask),
  };
}

type Ask = <Answer>(method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown) => Promise<Answer>;

function openAsk(url: string): Ask {
  return async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${url}${controlRoot}/${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw parseRefusal(response.status, text);
    return parseAnswer<Answer>(text);
  };
}

function parseAnswer<Answer>(text: string): Answer {
  return JSON.parse(text) as Answer;
}

function parseRefusal(status: number, text: string): EmulatorError {
  try {
    const { error } = JSON.parse(text) as { error: { message: string; at?: string } };
    return new EmulatorError(status, error.message, error.at);
  } catch {
    return new EmulatorError(status, `HTTP ${status}: ${text.slice(0, 200)}`, undefined);
  }
}

function openPeople(ask: Ask) {
  return {
    people: {
      add: (setups: readonly PhoneInput[]) => ask<{ phones: number }>('POST', 'phones', setups),
      populate: (population: z.input<typeof Population>) => ask<{ people: number; added: number; next: number }>('POST', 'population', population),
      list: (question: PhonesQuestion = {}) => ask<{ phones: PhoneSummary[]; next: string | null }>('GET', `phones?${query(question)}`),
      script: (waId: string, lines: readonly z.input<typeof ScriptLine>[]) => ask<{ done: true }>('POST', `phones/${waId}/script`, lines),
      scriptOf: async (waId: string) => (await ask<{ lines: ScriptLine[] }>('GET', `phones/${waId}/script`)).lines,
      setTruths: (waId: string, truths: Partial<Truths>) => ask<Truths & { wa_id: string; pressure: number }>('POST', `phones/${waId}/truths`, truths),
      truths: (waId: string) => ask<Truths & { wa_id: string; pressure: number }>('GET', `phones/${waId}/truths`),
    },
    phone: (waId: string, question: { number?: string; before?: string; limit?: number } = {}) => ask<Phone>('GET', `phones/${waId}?${query(question)}`),
  };
}

function openDesk(ask: Ask) {
  return {
    settings: {
      list: async () => (await ask<{ settings: SettingReport[] }>('GET', 'settings')).settings,
      set: (patch: SettingsPatch) => ask<Settings>('PATCH', 'settings', patch),
      reset: (names?: readonly (keyof Settings)[]) => ask<Settings>('POST', 'settings/reset', names === undefined ? {} : { names }),
    },
    numbers: {
      add: (setup: z.input<typeof NumberSetup>) => ask<{ id: string }>('POST', 'numbers', setup),
      change: (id: string, patch: NumberPatch) => ask<{ done: true }>('PATCH', `numbers/${id}`, patch),
    },
    accounts: { change: (id: string, patch: z.input<typeof AccountPatch>) => ask<{ done: true }>('PATCH', `accounts/${id}`, patch) },
    catalogs: {
      add: (setup: z.input<typeof CatalogSetup>) => ask<{ id: string; products: number }>('POST', 'catalogs', setup),
      list: async () => (await ask<{ catalogs: CatalogSetup[] }>('GET', 'catalogs')).catalogs,
    },
    templates: {
      list: async () => (await ask<{ templates: Record<string, unknown>[] }>('GET', 'templates')).templates,
      change: (id: string, patch: z.input<typeof TemplatePatch>) => ask<{ done: true }>('PATCH', `templates/${id}`, patch),
    },
  };
}

function openTime(ask: Ask) {
  const move = (change: z.input<typeof ClockChange>) => ask<ClockReport>('POST', 'clock', change);
  return {
    clock: {
      change: move,
      report: () => ask<ClockReport>('GET', 'clock'),
      real: () => move({ do: 'real' }),
      scale: (speed: number) => move({ do: 'scale', speed }),
      pause: () => move({ do: 'pause' }),
      jumpTo: (to: string) => move({ do: 'jump', to }),
      jumpBy: (milliseconds: number) => move({ do: 'jump', by_ms: milliseconds }),
      runUntilIdle: (mostMilliseconds?: number) => move({ do: 'run_until_idle', ...(mostMilliseconds === undefined ? {} : { most_ms: mostMilliseconds }) }),
    },
    scenario: {
      save: () => ask<Scenario>('GET', 'scenario'),
      load: (scenario: ScenarioInput) => ask<Record<string, number>>('POST', 'scenario', scenario),
    },
    recording: {
      set: (on: boolean) => ask<{ on: boolean; left_off: number; recording: Recording | null }>('POST', 'recording', { on }),
      get: () => ask<{ on: boolean; left_off: number; recording: Recording | null }>('GET', 'recording'),
      replay: (recording?: Recording) => ask<{ entries: number; until: string }>('POST', 'recording/replay', recording ?? {}),
    },
  };
}

function openLog(url: string, ask: Ask) {
  return {
    ledger: {
      page: (question: LedgerQuestion = {}) => ask<{ messages: MessageReport[]; next: string | null }>('GET', `ledger?${query(question)}`),
      /** Everything, one message after the other. */
      async *all(direction: LedgerQuestion['direction'] = 'all'): AsyncGenerator<MessageReport> {
        const response = await fetch(`${url}${controlRoot}/ledger?format=ndjson&direction=${direction}`);
        for await (const line of linesOf(response)) yield parseAnswer<MessageReport>(line);
      },
      digest: async (direction: LedgerQuestion['direction'] = 'all') =>
        (await ask<{ digest: string }>('GET', `ledger?digest=sha256&direction=${direction}`)).digest,
    },
    webhooks: {
      list: (question: { limit?: number; after?: string } = {}) => ask<{ deliveries: Delivery[]; next: string | null }>('GET', `webhooks?${query(question)}`),
      get: (id: string) => ask<Delivery>('GET', `webhooks/${id}`),
      replay: (id: string) => ask<{ done: true }>('POST', `webhooks/${id}/replay`, {}),
      send: (webhook: { account?: string; field: string; value: Record<string, unknown> }) =>
        ask<{ sent: true; url: string }>('POST', 'webhooks/send', webhook),
      storm: (order: { copies: number; field?: string }) => ask<{ posts: number }>('POST', 'webhooks/storm', order),
    },
  };
}

function query(values: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined) given.set(name, String(value));
  return given.toString();
}

async function* linesOf(response: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of response.body ?? []) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
