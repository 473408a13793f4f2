import type { WordKey } from '#web/ui/words/speak.ts';
import type { IconName } from '#web/ui/Icon.tsx';

/** Something the palette can open: an address of ours. */
export type PaletteEntry = {
  readonly key: string;
  readonly label: string;
  readonly beside: string;
  readonly icon: IconName;
  readonly group: 'pages' | 'acts' | 'people' | 'campaigns' | 'templates' | 'segments';
  readonly href: string;
};

/** The end of an address that asks whether all offers are to be stopped, on whatever page. */
export const stopHash = 'stop';

/** Every page and act that works, with its word. */
export const places: readonly { readonly word: WordKey; readonly icon: IconName; readonly group: 'pages' | 'acts'; readonly href: string }[] = [
  { word: 'shell.home', icon: 'home', group: 'pages', href: '/' },
  { word: 'shell.inbox', icon: 'inbox', group: 'pages', href: '/inbox' },
  { word: 'shell.people', icon: 'people', group: 'pages', href: '/contacts' },
  { word: 'shell.segments', icon: 'funnel', group: 'pages', href: '/segments' },
  { word: 'shell.imports', icon: 'upload', group: 'pages', href: '/imports' },
  { word: 'shell.messages', icon: 'message', group: 'pages', href: '/templates' },
  { word: 'gallery.title', icon: 'phone', group: 'pages', href: '/templates/gallery' },
  { word: 'media.title', icon: 'image', group: 'pages', href: '/media' },
  { word: 'shell.campaigns', icon: 'send', group: 'pages', href: '/campaigns' },
  { word: 'planner.title', icon: 'clock', group: 'pages', href: '/planner' },
  { word: 'quality.title', icon: 'consent', group: 'pages', href: '/quality' },
  { word: 'settings.workspace', icon: 'settings', group: 'pages', href: '/settings/workspace' },
  { word: 'settings.numbers', icon: 'phone', group: 'pages', href: '/settings/numbers' },
  { word: 'settings.keys', icon: 'key', group: 'pages', href: '/settings/keys' },
  { word: 'settings.webhooks', icon: 'look', group: 'pages', href: '/settings/webhooks' },
  { word: 'settings.audit', icon: 'list', group: 'pages', href: '/settings/audit' },
  { word: 'shell.act_import', icon: 'upload', group: 'acts', href: '/imports/new' },
  { word: 'shell.act_segment', icon: 'plus', group: 'acts', href: '/segments/new' },
  { word: 'shell.act_template', icon: 'plus', group: 'acts', href: '/templates/new' },
  { word: 'shell.act_campaign', icon: 'plus', group: 'acts', href: '/campaigns/new' },
  { word: 'contacts.add', icon: 'plus', group: 'acts', href: '/contacts?add=true' },
];

/** What can be done on the page one stands on: to stop all offers, and of a draft campaign its test, its launch and its keys; each an address. */
export function actsAt(path: string): typeof places {
  return [...campaignActs(path), { word: 'planner.stop', icon: 'stop', group: 'acts', href: `${path}#${stopHash}` }];
}

function campaignActs(path: string): typeof places {
  const campaign = /^\/campaigns\/(?!new$)[^/]+$/.exec(path)?.[0];
  if (campaign === undefined) return [];
  return [
    { word: 'campaigns.launch', icon: 'send', group: 'acts', href: `${campaign}?act=launch` },
    { word: 'campaigns.test', icon: 'phone', group: 'acts', href: `${campaign}?act=test` },
    { word: 'compose.keys', icon: 'key', group: 'acts', href: `${campaign}?act=keys` },
  ];
}

/** Text without case and accents, so that "ines" finds Inès. */
function bare(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** Whether every word that was typed begins or stands in a label. Nothing typed fits everything. */
export function fits(label: string, typed: string): boolean {
  const name = bare(label);
  return bare(typed)
    .split(/\s+/)
    .every((word) => name.includes(word));
}
