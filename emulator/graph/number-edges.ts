import { acceptMessage, type SendDoor } from '../send/messages.ts';
import { setNumberCallback } from '../webhook/subscriptions.ts';
import { patchNumber } from '../webhook/changes.ts';
import { asText, isRecord } from '../world/json.ts';
import type { BusinessNumber, World } from '../world/world.ts';
import { automationEdge, commerceEdge, settingsEdge } from './automation.ts';
import { blockEdge } from './block.ts';
import type { Call } from './call.ts';
import { codesEdge } from './codes.ts';
import { encryptionEdge } from './encryption.ts';
import { badParameter, missingParameter, sendRefusal, unknownObject, unknownPath } from './errors.ts';
import { uploadMedia } from './media.ts';
import { numberDefaults, numberFields } from './numbers.ts';
import { pickFields } from './pages.ts';
import { profileEdge } from './profile.ts';
import { askForName, deleteNumber, deregister, refuseDeleted, register, requestCode, setPin, verifyCode } from './registration.ts';
import { suggestUsernames, usernameEdge } from './username.ts';

/** Answers everything below `/{number}`. */
export async function numberEdge(world: World, call: Call, number: BusinessNumber): Promise<unknown> {
  const [, edge, rest] = call.segments;
  refuseDeleted(call.method, number, edge);
  if (rest !== undefined && edge !== 'message_qrdls') throw unknownPath(`${edge ?? ''}/${rest}`);
  switch (edge) {
    case undefined:
      return numberNode(world, call, number);
    case 'message_qrdls':
      return codesEdge(world, call, number, rest);
    case 'block_users':
      return blockEdge(world, call, number);
    case 'whatsapp_business_profile':
      return profileEdge(world, call, number);
    case 'conversational_automation':
      return automationEdge(world, call, number);
    case 'whatsapp_commerce_settings':
      return commerceEdge(world, call, number);
    case 'settings':
      return settingsEdge(world, call, number);
    case 'username':
      return usernameEdge(world, call, number);
    case 'whatsapp_business_encryption':
      return encryptionEdge(world, call, number);
    case 'calls':
    case 'call_permissions':
      throw sendRefusal(138000, 'Calling APIs are not enabled for this phone number');
    case 'groups':
      throw sendRefusal(131215, 'This phone number is not eligible to use the Groups API.');
    default:
      return numberVerb(world, call, number, edge);
  }
}

/** Edges that know one method each. */
function numberVerb(world: World, call: Call, number: BusinessNumber, edge: string): unknown {
  switch (`${call.method} ${edge}`) {
    case 'POST messages':
      return takeMessage(world, call, number, 'messages');
    case 'POST marketing_messages':
      return takeMessage(world, call, number, 'marketing_messages');
    case 'POST media':
      return { id: uploadMedia(world, number.id, call.files.get('file'), call.params).id };
    case 'POST request_code':
      return requestCode(world, number, call.params);
    case 'POST verify_code':
      return verifyCode(world, number, call.params);
    case 'POST register':
      return register(world, number, call.params);
    case 'POST deregister':
      return deregister(world, number);
    case 'GET username_suggestions':
      return suggestUsernames(world, number);
    default:
      throw numberVerbs.includes(edge) ? unknownObject(call.method, number.id) : unknownPath(edge);
  }
}

const numberVerbs = ['messages', 'marketing_messages', 'media', 'request_code', 'verify_code', 'register', 'deregister', 'username_suggestions'];

function takeMessage(world: World, call: Call, number: BusinessNumber, door: SendDoor): unknown {
  if (!number.isRegistered) throw sendRefusal(133010, 'Phone number not registered on the WhatsApp Business Platform.');
  const { access_token: _, ...body } = call.params;
  return acceptMessage(world, number, { door, body, wire: call.text });
}

async function numberNode(world: World, call: Call, number: BusinessNumber): Promise<unknown> {
  switch (call.method) {
    case 'GET':
      return pickFields(numberFields(world, number), call.params['fields'], numberDefaults);
    case 'DELETE':
      return deleteNumber(world, number);
    case 'POST':
      return changeNumber(world, call, number);
    default:
      throw unknownObject(call.method, number.id);
  }
}

/** `POST /{number}` takes a PIN, another display name, or the address its webhooks go to. */
async function changeNumber(world: World, call: Call, number: BusinessNumber): Promise<{ success: true }> {
  const { pin, new_display_name: name, webhook_configuration: webhooks } = call.params;
  if (pin === undefined && name === undefined && webhooks === undefined) throw missingParameter('pin');
  if (webhooks !== undefined) await setNumberCallback(world, number, readCallback(webhooks));
  if (pin !== undefined) setPin(world, number, pin);
  if (name !== undefined) askForName(world, number, name, () => void patchNumber(world, number.id, { name_decision: 'APPROVED' }));
  return { success: true };
}

/** Meta: an override has an address and a verify token; one without address is taken away. */
function readCallback(value: unknown): { url: string; verifyToken: string } | null {
  if (!isRecord(value)) throw badParameter('Param webhook_configuration must be an object.');
  const { override_callback_uri: uri, verify_token: token } = value;
  if (uri === undefined || uri === null || uri === '') return null;
  if (typeof uri !== 'string' || uri.length > callbackLimit)
    throw badParameter(`Param override_callback_uri must be at most ${callbackLimit} characters long.`);
  if (token === undefined) throw missingParameter('verify_token');
  return { url: uri, verifyToken: asText(token) };
}

/** Meta, "Webhook overrides", read 2026-11-22. */
const callbackLimit = 200;
