import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Sealer } from './platform.ts';

/** First byte of everything sealed, so that the form can change. */
const version = 1;
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Opens the sealer under a passphrase of at least 32 characters. A sealed value is version, nonce, tag, ciphertext
 * (AES-256-GCM); opening one that was changed, or sealed under another key, throws.
 */
export function openSealer(passphrase: string): Sealer {
  const key = Buffer.from(hkdfSync('sha256', passphrase, 'parley', 'secrets at rest', 32));
  return {
    derive: (purpose) => Buffer.from(hkdfSync('sha256', passphrase, 'parley', purpose, 32)).toString('base64url'),
    seal(plain) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.from([version]), nonce, cipher.getAuthTag(), body]);
    },
    open(sealed) {
      const bytes = Buffer.from(sealed);
      if (bytes[0] !== version || bytes.length < 1 + nonceBytes + tagBytes) throw new Error('this is no sealed value');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + nonceBytes));
      decipher.setAuthTag(bytes.subarray(1 + nonceBytes, 1 + nonceBytes + tagBytes));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(1 + nonceBytes + tagBytes)), decipher.final()]).toString('utf8');
      } catch (cause) {
        throw new Error('a sealed value does not open: it was sealed under another key (data/secret.key or PARLEY_SECRET_KEY) or was changed', { cause });
      }
    },
  };
}

/** The installation's key from its file; made the first time, readable by its owner only. */
export function readOrMakeKey(file: string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  mkdirSync(dirname(file), { recursive: true });
  const key = randomBytes(32).toString('base64url');
  writeFileSync(file, `${key}\n`, { mode: 0o600, flag: 'wx' });
  return key;
}
