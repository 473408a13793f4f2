import { settingFacts } from '#core/rehearsal/settingFacts.ts';
import { defaultSettings, type SettingGroup, settingGroups } from '#core/rehearsal/settings.ts';

const titles: Readonly<Record<SettingGroup, string>> = {
  platform: 'The platform',
  delivery: 'Delivery and the window',
  limits: 'Limits',
  marketing: 'Marketing',
  quality: 'Quality, pacing, pausing',
  templates: 'Templates',
  people: 'People',
  webhooks: 'Webhooks',
  faults: 'Faults (in real time)',
};

/**
 * Prints docs/use/emulator-settings.md from core/rehearsal. `node tools/docs-settings.ts > docs/use/emulator-settings.md`;
 * tools/docs-settings.test.ts fails when it was forgotten.
 */
export function printSettingDocs(): string {
  const values = new Map<string, unknown>(Object.entries(defaultSettings));
  const lines = [
    '# Every switch of the emulator',
    '',
    'Each can be turned by flag (`--pair-interval-ms 0`), by variable (`PARLEY_EMULATOR_PAIR_INTERVAL_MS=0`), in the file of `--settings FILE`,',
    'in a scenario, on the page of phones, and by `PATCH /emulator/v1/settings`. `--help` prints them too. Times are',
    'milliseconds of the emulator’s own clock, shares are 0 to 1; `none` by flag (`null` in JSON) switches a limit off.',
    'Printed from `core/rehearsal` by `node tools/docs-settings.ts`.',
  ];
  for (const group of settingGroups) {
    lines.push('', `## ${titles[group]}`, '', '| setting | default | what it does | where it comes from |', '| --- | --- | --- | --- |');
    for (const [name, fact] of Object.entries(settingFacts)) {
      if (fact.group !== group) continue;
      const value = values.get(name);
      lines.push(`| \`${name}\` | ${value === null ? 'none' : String(value)} | ${fact.about} | ${fact.source} |`);
    }
  }
  return `${lines.join('\n')}\n`;
}

if (import.meta.main) process.stdout.write(printSettingDocs());
