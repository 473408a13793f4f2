import type { Act, LiveChange, Phone, PhoneSummary, Settings, SettingsPatch, World } from '#core/rehearsal/rehearsal.ts';

/** The emulator said no, or could not be reached. */
export class ControlError extends Error {}

async function ask<Answer>(parse: (text: string) => Answer, path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`/control/v1${path}`, { ...init, headers: { 'content-type': 'application/json' } });
  const text = await response.text();
  if (!response.ok) throw new ControlError(parseError(text, response.status));
  return parse(text);
}

const parseWorld = (text: string) => JSON.parse(text) as World;
const parsePhones = (text: string) => JSON.parse(text) as { phones: PhoneSummary[]; next: string | null };
const parsePhone = (text: string) => JSON.parse(text) as Phone;
const parseSettings = (text: string) => JSON.parse(text) as Settings;
const parseDone = (text: string) => JSON.parse(text) as { done: true; message_id?: string };
const parseChange = (text: string) => JSON.parse(text) as LiveChange;

function parseError(text: string, status: number): string {
  try {
    const body = JSON.parse(text) as { error?: { message?: string } };
    return body.error?.message ?? `HTTP ${status}`;
  } catch (error) {
    if (error instanceof SyntaxError) return `HTTP ${status}`;
    throw error;
  }
}

/** How many phones one look at the wall shows; the rest is found by name. */
export const phonesShown = 24;

/** The emulator's control API, as the wall uses it. Same origin, no key: whoever opens the wall plays the people. */
export const control = {
  world: () => ask(parseWorld, '/world'),
  phones: (search: string) => ask(parsePhones, `/phones?limit=${phonesShown}${search === '' ? '' : `&search=${encodeURIComponent(search)}`}`),
  phone: (waId: string) => ask(parsePhone, `/phones/${waId}`),
  act: (waId: string, act: Act) => ask(parseDone, `/phones/${waId}/acts`, { method: 'POST', body: JSON.stringify(act) }),
  set: (patch: SettingsPatch) => ask(parseSettings, '/settings', { method: 'PATCH', body: JSON.stringify(patch) }),
};

/** Hears what changes; the browser reconnects by itself. Returns how to stop. */
export function listen(onChange: (change: LiveChange) => void, onOpen: () => void): () => void {
  const source = new EventSource('/control/v1/live');
  source.onopen = onOpen;
  source.onmessage = (event: MessageEvent<string>) => onChange(parseChange(event.data));
  return () => source.close();
}
