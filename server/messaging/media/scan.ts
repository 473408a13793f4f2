import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import type { Told } from '#core/value/say.ts';
import type { Platform } from '#server/platform/platform.ts';

/**
 * Lets the virus scanner look at a file, if one is configured. Gives the sentence that says what was found, undefined for nothing.
 * While the scanner is away, files are refused (`busy`), or taken when the owner said so.
 */
export async function scan(platform: Pick<Platform, 'scanner' | 'log'>, name: string, content: Uint8Array): Promise<Told | undefined> {
  const { scanner } = platform;
  if (scanner === undefined) return undefined;
  const verdict = await scanner.scan(content);
  if (verdict === 'clean') return undefined;
  if ('found' in verdict) return say('media_infected', { name, found: verdict.found });
  platform.log.warn({ scanner: scanner.address, why: verdict.away, name }, 'the virus scanner gave no verdict');
  if (scanner.whenAway === 'pass') return undefined;
  throw refusal('busy', say('media_unscanned', { name, address: scanner.address, why: verdict.away }));
}
