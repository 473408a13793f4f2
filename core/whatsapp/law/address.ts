import { lawFault, type LawFault } from './words.ts';

const webAddress = /^https?:\/\/([\p{L}\p{N}](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}])?)(?::(\d{1,5}))?(?:[/?#]\S*)?$/iu;
const portMost = 65_535;

/**
 * Is this an address of the web, with nothing left to fill in? `core` has no `URL`, so its laws that matter are here: a host of letters
 * and digits, one that ends in a number being an IPv4, and a port that exists.
 */
export function isWebAddress(text: string): boolean {
  const [, host = '', port = '0'] = webAddress.exec(text) ?? [];
  if (host === '' || host.includes('..') || Number(port) > portMost) return false;
  return !/(?:^|\.)\d+$/.test(host) || (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(host) && host.split('.').every((part) => Number(part) <= 255));
}

/** An address that may hold variables; one that is a variable altogether is seen when it is filled. */
export function checkAddress(at: string, url: string): LawFault[] {
  if (/^\{\{[^{}]*\}\}/.test(url) || isWebAddress(url.replaceAll(/\{\{[^{}]*\}\}/g, 'x'))) return [];
  return [lawFault(at, 'url_form', { url: url.slice(0, 80) })];
}
