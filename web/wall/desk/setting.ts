import { z } from 'zod';
import { type SettingGroup, settingGroups, Settings } from '#core/rehearsal/settings.ts';
import { settingFacts } from '#core/rehearsal/settingFacts.ts';
import type { WordKey } from '#web/ui/words/speak.ts';

export type SettingName = keyof Settings;

/** What a setting takes, read from its schema, so that page and emulator never disagree. */
export type SettingKind =
  | { readonly kind: 'switch' }
  | { readonly kind: 'choice'; readonly options: readonly { readonly value: string; readonly word: WordKey | null }[] }
  | { readonly kind: 'number' | 'span' | 'share'; readonly least: number; readonly most: number; readonly nullable: boolean }
  | { readonly kind: 'text' };

/** The kind of a setting. Names say the unit: `_ms` is a length of time, `_share` a part of one. */
export function kindOf(name: SettingName): SettingKind {
  const outer: unknown = Settings.shape[name];
  const nullable = outer instanceof z.ZodNullable;
  const schema: unknown = nullable ? outer.unwrap() : outer;
  if (schema instanceof z.ZodBoolean) return { kind: 'switch' };
  if (schema instanceof z.ZodEnum)
    return { kind: 'choice', options: schema.options.map((option) => ({ value: String(option), word: optionWord(String(option)) })) };
  if (schema instanceof z.ZodNumber) {
    const kind = name.endsWith('_ms') ? 'span' : name.endsWith('_share') ? 'share' : 'number';
    return { kind, least: schema.minValue ?? 0, most: schema.maxValue ?? Number.MAX_SAFE_INTEGER, nullable };
  }
  return { kind: 'text' };
}

const optionWords = {
  by_clock: 'dials.opt_by_clock',
  conversations: 'dials.opt_conversations',
  templates: 'dials.opt_templates',
  templates_and_service: 'dials.opt_templates_and_service',
  off: 'dials.opt_off',
  partial: 'dials.opt_partial',
  full: 'dials.opt_full',
  strict: 'dials.opt_strict',
  lenient: 'dials.opt_lenient',
  draw: 'dials.opt_draw',
  refuse: 'dials.opt_refuse',
  no: 'dials.opt_no',
  marketing: 'dials.opt_marketing',
  business_initiated: 'dials.opt_business_initiated',
  all: 'dials.opt_all',
  locked: 'dials.opt_locked',
  async: 'dials.opt_async',
  sync: 'dials.opt_sync',
  portfolio: 'dials.opt_portfolio',
  per_number: 'dials.opt_per_number',
  approve: 'dials.opt_approve',
  rules: 'dials.opt_rules',
  manual: 'dials.opt_manual',
  review: 'dials.opt_review',
  keep: 'dials.opt_keep',
  still: 'dials.opt_still',
  alive: 'dials.opt_alive',
  everybody_reads: 'dials.opt_everybody_reads',
  none: 'dials.opt_none',
  messages: 'dials.opt_messages',
  management: 'dials.opt_management',
  media: 'dials.opt_media',
  everything: 'dials.opt_everything',
} as const satisfies Readonly<Record<string, WordKey>>;

function optionWord(value: string): WordKey | null {
  return Object.entries(optionWords).find(([option]) => option === value)?.[1] ?? null;
}

/** All settings in their groups, in the order they are written in. */
export const groupedSettings: readonly { readonly group: SettingGroup; readonly names: readonly SettingName[] }[] = settingGroups.map((group) => ({
  group,
  names: parseNames().filter((name) => settingFacts[name].group === group),
}));

function parseNames(): SettingName[] {
  return Object.keys(settingFacts) as SettingName[];
}
