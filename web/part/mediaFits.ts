import type { Media, MediaMake, MediaUse } from '#core/contract/media.ts';

/** Types a browser's file dialogue offers first for a kind of message; whatever is chosen is read by its bytes all the same. */
const dialogueTypes: Readonly<Record<MediaUse, string>> = {
  image: 'image/*',
  sticker: 'image/*',
  video: 'video/*',
  audio: 'audio/*',
  voice: 'audio/*',
  document: '.pdf,.txt,.doc,.docx,.xls,.xlsx,.ppt,.pptx,application/pdf',
};

/** What the file dialogue is told for some kinds of message. */
export function dialogueAccept(uses: readonly MediaUse[]): string {
  return [...new Set(uses.map((use) => dialogueTypes[use]))].join(',');
}

/** Whether a file can be sent as one of these. One that is still being made counts as what it will be. */
export function mediaFits(media: Media, uses: readonly MediaUse[]): boolean {
  if (media.state === 'working') return uses.some((use) => use === media.kind || (use === 'voice' && media.kind === 'audio'));
  return media.state === 'ready' && media.fits.some((fit) => uses.includes(fit));
}

/** What can be made of a file so that it fits one of these uses; undefined when it fits already, or nothing can be made of it. */
export function makeFor(media: Media, uses: readonly MediaUse[]): MediaMake | undefined {
  if (media.state !== 'ready' || uses.length === 0 || mediaFits(media, uses)) return undefined;
  return media.makes.find((make) => uses.includes(make));
}
