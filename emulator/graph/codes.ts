import type { ServerResponse } from 'node:http';

import { badParameter, missingParameter } from './errors.ts';
import type { Call } from './call.ts';
import { pageOf, pickFields } from './pages.ts';
import { drawQr, printPng, printSvg } from './qr.ts';
import { asText, lengthOf } from '../world/json.ts';
import { drawInteger } from '../world/random.ts';
import { type BusinessNumber, keepNumber, type World } from '../world/world.ts';

/** Meta, "QR codes", read 2026-11-22: up to 2,000 codes for each number, messages of up to 140 characters. */
const codesLimit = 2_000;
const messageLimit = 140;

const codeLetters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const codeLength = 14;

type Code = BusinessNumber['codes'][number];

/** Answers `/{number}/message_qrdls`: short links that open a chat with a message written already. */
export function codesEdge(world: World, call: Call, number: BusinessNumber, code: string | undefined): unknown {
  const named = code ?? (call.params['code'] === undefined ? undefined : asText(call.params['code']));
  switch (call.method) {
    case 'GET':
      return named === undefined ? listCodes(call, number) : { data: [presentCode(call, getCode(number, named))] };
    case 'POST':
      return named === undefined ? createCode(world, call, number) : updateCode(world, call, number, named);
    case 'DELETE':
      if (named === undefined) throw missingParameter('code');
      number.codes = number.codes.filter((one) => one !== getCode(number, named));
      keepNumber(world, number);
      return { success: true };
    default:
      throw badParameter(`The method ${call.method} is not allowed here.`);
  }
}

function listCodes(call: Call, number: BusinessNumber): unknown {
  const page = pageOf(
    number.codes.map((code) => ({ ...code, id: code.code })),
    call.params,
    call.base,
    `/${call.path}`,
  );
  return { ...page, data: page.data.map((code) => presentCode(call, code)) };
}

function createCode(world: World, call: Call, number: BusinessNumber): unknown {
  const text = messageOf(call);
  const format = asText(call.params['generate_qr_image'] ?? 'PNG').toUpperCase();
  if (format !== 'PNG' && format !== 'SVG') throw badParameter('Param generate_qr_image must be one of {PNG, SVG}.');
  if (number.codes.length >= codesLimit) throw badParameter(`This phone number has ${codesLimit} QR codes already; delete one first.`);
  const made: Code = { code: nextCode(world, number), prefilled_message: text, format };
  number.codes.push(made);
  keepNumber(world, number);
  return { ...plain(made), qr_image_url: imageAddress(call.base, made) };
}

function updateCode(world: World, call: Call, number: BusinessNumber, code: string): unknown {
  const found = getCode(number, code);
  found.prefilled_message = messageOf(call);
  keepNumber(world, number);
  return plain(found);
}

function messageOf(call: Call): string {
  const text = call.params['prefilled_message'];
  if (text === undefined || text === '') throw missingParameter('prefilled_message');
  const message = asText(text);
  if (lengthOf(message) > messageLimit) throw badParameter(`Param prefilled_message must be at most ${messageLimit} characters long.`);
  return message;
}

/** Codes follow from the seed and how many there were before, so that a run repeats. */
function nextCode(world: World, number: BusinessNumber): string {
  for (let turn = number.codes.length; ; turn++) {
    let code = '';
    for (let i = 0; i < codeLength; i++) code += codeLetters[drawInteger(world.seed, number.id, turn * codeLength + i, 'qr code') % codeLetters.length] ?? 'A';
    if (!number.codes.some((one) => one.code === code)) return code;
  }
}

function getCode(number: BusinessNumber, code: string): Code {
  const found = number.codes.find((one) => one.code === code);
  if (found === undefined) throw badParameter(`The QR code "${code.slice(0, 40)}" does not exist on this phone number.`);
  return found;
}

function plain(code: Code): { code: string; prefilled_message: string; deep_link_url: string } {
  return { code: code.code, prefilled_message: code.prefilled_message, deep_link_url: linkOf(code) };
}

function presentCode(call: Call, code: Code): Record<string, unknown> {
  const all = { ...plain(code), qr_image_url: imageAddress(call.base, code), id: code.code };
  const { id: _, ...shown } = pickFields(all, call.params['fields'], ['code', 'prefilled_message', 'deep_link_url']);
  return shown;
}

function linkOf(code: Code): string {
  return `https://wa.me/message/${code.code}`;
}

function imageAddress(base: string, code: Code): string {
  return `${base}/whatsapp_business/qr/${code.code}.${code.format.toLowerCase()}`;
}

/** Sends the picture of a code; no token is needed, as at Meta. */
export function answerCodeImage(world: World, response: ServerResponse, path: string): void {
  const match = /^whatsapp_business\/qr\/([A-Z2-7]{14})\.(png|svg)$/.exec(path);
  const found = match === null ? undefined : [...world.numbers.values()].flatMap((number) => number.codes).find((one) => one.code === match[1]);
  if (found === undefined || match === null) {
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found');
    return;
  }
  const drawn = drawQr(linkOf(found));
  if (match[2] === 'svg') response.writeHead(200, { 'Content-Type': 'image/svg+xml' }).end(printSvg(drawn));
  else response.writeHead(200, { 'Content-Type': 'image/png' }).end(printPng(drawn));
}
