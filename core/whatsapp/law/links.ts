/** Links that hide where they lead; Meta refuses them in review. A start, not the whole: there are hundreds. */
const shorteners = [
  'bit.ly',
  'tinyurl.com',
  'goo.gl',
  't.co',
  'ow.ly',
  'is.gd',
  'buff.ly',
  'rebrand.ly',
  'cutt.ly',
  'shorturl.at',
  'wa.me',
  't.ly',
  'rb.gy',
  'lnkd.in',
  'tiny.cc',
  's.id',
] as const;
/** A host, not the end of another host nor a part of a path. */
const shortened = new RegExp(`(?<![\\w.-]|[^/:]/)(?:${shorteners.map((host) => host.replaceAll('.', '\\.')).join('|')})(?=[/?#\\s]|$)`, 'gi');

/** The shorteners whose links stand in a text, each once. */
export function shortenedLinks(text: string): string[] {
  return [...new Set([...text.matchAll(shortened)].map((match) => match[0].toLowerCase()))];
}
