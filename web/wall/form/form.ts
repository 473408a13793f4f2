/**
 * A WhatsApp Flow as it is run: Flow JSON read leniently, because what is drawn here was checked when it was published.
 * Shapes: Meta, "Flow JSON" and "Components", versions 3.1 to 7.3, read 2026-11-22.
 */
export type FormPart = { readonly type: string } & Readonly<Record<string, unknown>>;

export type FormScreen = {
  readonly id: string;
  readonly title: string;
  readonly terminal: boolean;
  readonly refreshOnBack: boolean;
  readonly parts: readonly FormPart[];
};

export type Form = { readonly version: number; readonly screens: readonly FormScreen[]; readonly first: string };

/** Reads Flow JSON, as an object or as text. Null when there is no screen in it. */
export function parseForm(json: unknown): Form | null {
  const whole = typeof json === 'string' ? parseText(json) : json;
  if (!isRecord(whole)) return null;
  const screens = listOf(whole.screens).flatMap((screen) => (isRecord(screen) && typeof screen.id === 'string' ? [parseScreen(screen, screen.id)] : []));
  const first = firstScreen(whole, screens);
  return first === undefined ? null : { version: Number.parseFloat(textOf(whole.version)) || 0, screens, first };
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function parseScreen(screen: Record<string, unknown>, id: string): FormScreen {
  const layout = isRecord(screen.layout) ? screen.layout : {};
  return {
    id,
    title: textOf(screen.title),
    terminal: screen.terminal === true,
    refreshOnBack: screen.refresh_on_back === true,
    parts: partsOf(layout.children),
  };
}

/** The first screen is the one no route leads to; without a routing model it is the first that was written. */
function firstScreen(whole: Record<string, unknown>, screens: readonly FormScreen[]): string | undefined {
  const routes = isRecord(whole.routing_model) ? whole.routing_model : {};
  const reached = new Set(Object.values(routes).flatMap(listOf));
  const known = Object.keys(routes).length === 0 ? undefined : screens.find((screen) => !reached.has(screen.id));
  return (known ?? screens[0])?.id;
}

/** The parts in a list of anything. */
export function partsOf(value: unknown): FormPart[] {
  return listOf(value).flatMap((part) => (isRecord(part) && typeof part.type === 'string' ? [{ ...part, type: part.type }] : []));
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a part with choices offers. */
export type Option = { readonly id: string; readonly title: string; readonly description: string; readonly enabled: boolean };

/** Choices as they were resolved from a `data-source`. */
export function optionsOf(value: unknown): Option[] {
  return listOf(value).flatMap((one) => {
    if (!isRecord(one) || typeof one.id !== 'string') return [];
    return [{ id: one.id, title: textOf(one.title), description: textOf(one.description), enabled: one.enabled !== false }];
  });
}

/** What tapping something does. */
export type FormAction =
  | { readonly name: 'navigate'; readonly to: string; readonly payload: Record<string, unknown> }
  | { readonly name: 'complete' | 'data_exchange' | 'update_data'; readonly payload: Record<string, unknown> }
  | { readonly name: 'open_url'; readonly url: string };

/** Reads an `on-click-action` or `on-select-action` whose expressions were resolved already. Null for one nobody knows. */
export function parseAction(value: unknown): FormAction | null {
  if (!isRecord(value)) return null;
  const payload = isRecord(value.payload) ? value.payload : {};
  const { name } = value;
  if (name === 'complete' || name === 'data_exchange' || name === 'update_data') return { name, payload };
  if (name === 'open_url' && typeof value.url === 'string') return { name, url: value.url };
  if (name === 'navigate' && isRecord(value.next) && typeof value.next.name === 'string') return { name, to: value.next.name, payload };
  return null;
}
