import { badParameter } from './errors.ts';
import type { Call } from './call.ts';
import { asText, isRecord, lengthOf } from '../world/json.ts';
import { type BusinessNumber, keepNumber, type World } from '../world/world.ts';

/** Meta, "Conversational components", read 2026-11-22. */
const promptsLimit = 4;
const promptLength = 80;
const commandsLimit = 30;
const commandNameLength = 32;
const commandHintLength = 256;

/** Answers `/{number}/conversational_automation`: the welcome message, prompts and commands a chat offers. */
export function automationEdge(world: World, call: Call, number: BusinessNumber): unknown {
  if (call.method === 'GET') return { ...number.automation, id: number.id };
  if (call.method !== 'POST') throw badParameter(`The method ${call.method} is not allowed here.`);
  const { enable_welcome_message: welcome, prompts, commands } = call.params;
  const next = { ...number.automation };
  if (welcome !== undefined) next.enable_welcome_message = readSwitch('enable_welcome_message', welcome);
  if (prompts !== undefined) next.prompts = readPrompts(prompts);
  if (commands !== undefined) next.commands = readCommands(commands);
  number.automation = next;
  keepNumber(world, number);
  world.live.tell({ kind: 'number', id: number.id });
  return { success: true };
}

function readSwitch(name: string, value: unknown): boolean {
  const word = asText(value);
  if (word !== 'true' && word !== 'false') throw badParameter(`Param ${name} must be a boolean.`);
  return word === 'true';
}

function readPrompts(value: unknown): string[] {
  if (!Array.isArray(value) || !value.every((one) => typeof one === 'string')) throw badParameter('Param prompts must be an array of texts.');
  if (value.length > promptsLimit) throw badParameter(`Param prompts can have at most ${promptsLimit} items.`);
  const bad = value.find((one) => one.trim() === '' || lengthOf(one) > promptLength);
  if (bad !== undefined) throw badParameter(`Param prompts[] must have 1 to ${promptLength} characters - got "${bad.slice(0, 100)}".`);
  return value;
}

function readCommands(value: unknown): BusinessNumber['automation']['commands'] {
  if (!Array.isArray(value) || !value.every(isRecord)) throw badParameter('Param commands must be an array of objects.');
  if (value.length > commandsLimit) throw badParameter(`Param commands can have at most ${commandsLimit} items.`);
  return value.map((one) => {
    const { command_name: name, command_description: hint } = one;
    if (typeof name !== 'string' || name.trim() === '' || lengthOf(name) > commandNameLength)
      throw badParameter(`Param commands[command_name] must have 1 to ${commandNameLength} characters.`);
    if (typeof hint !== 'string' || lengthOf(hint) > commandHintLength)
      throw badParameter(`Param commands[command_description] must be a text of at most ${commandHintLength} characters.`);
    return { command_name: name, command_description: hint };
  });
}

/** Answers `/{number}/whatsapp_commerce_settings`. */
export function commerceEdge(world: World, call: Call, number: BusinessNumber): unknown {
  if (call.method === 'GET') return { data: [{ ...number.commerce, id: number.id }] };
  if (call.method !== 'POST') throw badParameter(`The method ${call.method} is not allowed here.`);
  for (const name of ['is_cart_enabled', 'is_catalog_visible'] as const)
    if (call.params[name] !== undefined) number.commerce[name] = readSwitch(name, call.params[name]);
  keepNumber(world, number);
  return { success: true };
}

/** What a number's settings hold. Calling stays off: it is outside of what the emulator plays. */
const settingNames = ['calling', 'user_identity_change', 'payload_encryption', 'storage_configuration'];

/** Answers `/{number}/settings`. */
export function settingsEdge(world: World, call: Call, number: BusinessNumber): unknown {
  if (call.method === 'GET') {
    return {
      calling: { status: 'DISABLED' },
      user_identity_change: { enable_identity_key_check: false },
      payload_encryption: { status: 'DISABLED' },
      storage_configuration: { status: 'DEFAULT' },
      ...number.settings,
    };
  }
  if (call.method !== 'POST') throw badParameter(`The method ${call.method} is not allowed here.`);
  const given = settingNames.filter((name) => call.params[name] !== undefined);
  if (given.length === 0) throw badParameter(`At least one of {${settingNames.join(', ')}} is required.`);
  for (const name of given) {
    const value = call.params[name];
    if (!isRecord(value)) throw badParameter(`Param ${name} must be an object.`);
    if (JSON.stringify(value).length > settingLength) throw badParameter(`Param ${name} is longer than ${settingLength} characters.`);
    if (name === 'calling' && asText(value['status'] ?? 'DISABLED').toUpperCase() === 'ENABLED')
      throw badParameter("Calling can't be enabled for this phone number.", { details: 'The emulator has no calls.' });
    number.settings[name] = value;
  }
  keepNumber(world, number);
  return { success: true };
}

/** Keeps a number small. */
const settingLength = 10_000;
