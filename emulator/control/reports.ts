import type { MessageReport, World as WorldReport } from '#core/rehearsal/rehearsal.ts';
import { settingFacts } from '#core/rehearsal/settingFacts.ts';
import { defaultSettings, type SettingGroup, Settings, type SettingsPatch } from '#core/rehearsal/settings.ts';

import { limitUsed, messagingLimitOf } from '../policy/limits.ts';
import { contentOf, type Message } from '../world/ledger.ts';
import { keepMeta, type World } from '../world/world.ts';

/** The control API's own version. */
export const controlVersion = '1.0.0';

/** Everything there is, counted. The secret and the token stay out. */
export function reportWorld(world: World): WorldReport {
  const [portfolio] = world.portfolios.values();
  const { waiting, delivered, failing, last_error } = world.webhooks.count();
  const { rss, heapUsed } = process.memoryUsage();
  const [number] = world.numbers.values();
  return {
    now: new Date(world.clock.now()).toISOString(),
    version: controlVersion,
    settings: world.settings,
    app: { id: world.app.id, name: world.app.name },
    portfolio: {
      id: portfolio?.id ?? '',
      messaging_limit: number === undefined ? null : messagingLimitOf(world, number),
      used: number === undefined ? 0 : limitUsed(world, number),
    },
    numbers: [...world.numbers.values()].map((number) => ({
      id: number.id,
      display_phone_number: number.display_phone_number,
      verified_name: number.verified_name,
      business_account_id: number.account,
      quality_rating: number.quality_rating,
      status: number.status,
      throughput_per_second: number.throughput ?? world.settings.throughput_per_second,
      verification_code: number.code,
    })),
    people: world.people.size,
    counts: world.counts,
    webhooks: { waiting, delivered, failing, last_error },
    memory: { rss_bytes: rss, heap_bytes: heapUsed },
    seed: world.seed,
  };
}

/** One setting with its value, its default and where that comes from. */
export type SettingReport = { name: string; group: SettingGroup; value: unknown; default: unknown; about: string; source: string };

/** Every setting there is. */
export function reportSettings(world: World): { settings: SettingReport[] } {
  const names = Settings.keyof().options;
  return {
    settings: names.map((name) => ({ name, value: world.settings[name], default: defaultSettings[name], ...settingFacts[name] })),
  };
}

/** Turns settings; what is not named stays. */
export function changeSettings(world: World, patch: SettingsPatch): Settings {
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  world.settings = { ...world.settings, ...given };
  keepMeta(world);
  world.live.tell({ kind: 'settings' });
  return world.settings;
}

/** Turns settings back to how they are by default: those named, or all. */
export function resetSettings(world: World, names: readonly (keyof Settings)[] | undefined): Settings {
  if (names === undefined) return changeSettings(world, defaultSettings);
  return changeSettings(world, Object.fromEntries(names.map((name) => [name, defaultSettings[name]])));
}

/** One message with all that is known of it. A template is named, since its id is drawn anew in every world. */
export function reportMessage(world: World, message: Message): MessageReport {
  const time = (at: number): string | null => (at === 0 ? null : new Date(at).toISOString());
  return {
    id: message.wamid,
    wa_id: message.waId,
    n: message.n,
    direction: message.mine ? 'from_person' : 'to_person',
    number: message.number,
    at: new Date(message.at).toISOString(),
    type: message.type,
    category: message.category,
    template: message.template === null ? null : (world.templates.get(message.template)?.name ?? message.template),
    key: message.opaque,
    state: message.state,
    sent_at: time(message.sentAt),
    delivered_at: time(message.deliveredAt),
    read_at: time(message.readAt),
    failed_at: time(message.failedAt),
    error: message.error,
    wire: wireOf(message.wire),
    content: contentOf(message),
  };
}

/** The body as it came: JSON as a value, a form as its text. */
function wireOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
