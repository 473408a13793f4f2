import { createPublicKey, type KeyObject } from 'node:crypto';

import { badParameter, missingParameter } from './errors.ts';
import type { Call } from './call.ts';
import { type BusinessNumber, keepNumber, type World } from '../world/world.ts';

/** Meta, "Business encryption", read 2026-11-22. */
const keyBits = 2048;

/** Answers `/{number}/whatsapp_business_encryption`: the public key under which forms are sent to their endpoint. */
export function encryptionEdge(world: World, call: Call, number: BusinessNumber): unknown {
  if (call.method === 'GET') {
    if (number.encryptionKey === null) return { data: [] };
    return { data: [{ business_public_key: number.encryptionKey, business_public_key_signature_status: 'VALID' }] };
  }
  if (call.method !== 'POST') throw badParameter(`The method ${call.method} is not allowed here.`);
  const pem = call.params['business_public_key'];
  if (typeof pem !== 'string') throw missingParameter('business_public_key');
  const key = parseKey(pem);
  if (key?.asymmetricKeyType !== 'rsa' || key.asymmetricKeyDetails?.modulusLength !== keyBits)
    throw badParameter(`Param business_public_key must be a ${keyBits}-bit RSA public key in PEM format.`);
  number.encryptionKey = pem;
  keepNumber(world, number);
  return { success: true };
}

function parseKey(pem: string): KeyObject | undefined {
  if (!pem.includes('-----BEGIN PUBLIC KEY-----')) return undefined;
  try {
    return createPublicKey(pem);
  } catch {
    return undefined;
  }
}
