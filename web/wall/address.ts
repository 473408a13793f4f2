/** What the left side of the wall shows: the phones, or one part of the desk. */
export const views = ['phones', 'clock', 'dials', 'webhooks', 'templates', 'numbers', 'catalogs', 'people', 'scenario'] as const;
export type View = (typeof views)[number];

/** Where somebody is on the wall: a view, the phone in their hand and the chat that is open on it, and what they look for. */
export type Place = {
  readonly view: View;
  readonly phone: string | null;
  readonly chat: string | null;
  readonly search: string;
  /** True: only phones that people play by hand. */
  readonly played: boolean;
};

export const home: Place = { view: 'phones', phone: null, chat: null, search: '', played: false };

/**
 * Reads an address. What it does not know is left out, so that an old link still opens.
 *
 * @example parsePlace('#/clock/phone/33612345000') // the clock, with a phone in the hand
 */
export function parsePlace(hash: string): Place {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const parts = path.split('/').filter((part) => part !== '');
  const view = views.find((one) => one === parts[0]) ?? 'phones';
  const at = parts.indexOf('phone');
  const phone = at < 0 ? undefined : parts[at + 1];
  const chat = at < 0 ? undefined : parts[at + 2];
  const query = new URLSearchParams(search);
  return {
    view,
    phone: phone !== undefined && /^\d{5,20}$/.test(phone) ? phone : null,
    chat: chat !== undefined && /^\d{1,30}$/.test(chat) ? chat : null,
    search: query.get('search') ?? '',
    played: query.get('by') === 'hand',
  };
}

/** Writes the address of a place, the shortest that reads back the same. */
export function writePlace(place: Place): string {
  const parts: string[] = place.view === 'phones' ? [] : [place.view];
  if (place.phone !== null) parts.push('phone', place.phone, ...(place.chat === null ? [] : [place.chat]));
  const query = new URLSearchParams();
  if (place.search !== '') query.set('search', place.search);
  if (place.played) query.set('by', 'hand');
  const after = query.toString();
  return `#/${parts.join('/')}${after === '' ? '' : `?${after}`}`;
}
