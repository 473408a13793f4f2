import type { Act } from '#core/rehearsal/act.ts';

import { contentOf } from '../world/ledger.ts';
import type { World } from '../world/world.ts';
import type { ActPlace } from './acts.ts';
import { buttonsOf, markTapped, sendInbound } from './inbound.ts';
import { ControlRefusal } from './refusal.ts';
import { getBubble } from './write-acts.ts';

type FlowAct = Extract<Act, { act: 'submit_flow' }>;
type AddressAct = Extract<Act, { act: 'submit_address' }>;

/** Answers the business reads at most, as JSON; Meta names no limit, ours keeps a webhook small. */
const answersLimit = 64 * 1024;

/** Sends a finished form: `nfm_reply` with the answers and the token the business gave, as a string of JSON. Facts §3.2. */
export function submitFlow(world: World, place: ActPlace, act: FlowAct): string {
  const message = getBubble(world, place, act.message_id, '/message_id');
  const button = buttonsOf(contentOf(message)).find((one) => one.index === act.index);
  if (button?.kind !== 'flow')
    throw new ControlRefusal(400, `the button ${act.index} of ${message.wamid} opens no form; give the index of one that does`, '/index');
  const response = JSON.stringify({ ...act.answers, flow_token: button.token });
  if (response.length > answersLimit)
    throw new ControlRefusal(400, `the answers are ${response.length} characters of JSON; at most ${answersLimit}`, '/answers');
  markTapped(world, message, act.index);
  return sendInbound(world, place.person, place.chat, {
    content: { kind: 'form', name: button.text, answers: act.answers },
    type: 'interactive',
    body: { interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: response } } },
    quoted: message.wamid,
  });
}

/** Sends an address that was asked for. */
export function submitAddress(world: World, place: ActPlace, act: AddressAct): string {
  const message = getBubble(world, place, act.message_id, '/message_id');
  const button = buttonsOf(contentOf(message)).find((one) => one.kind === 'address');
  if (button === undefined) throw new ControlRefusal(400, `the message ${message.wamid} asks for no address; answer one that does`, '/message_id');
  markTapped(world, message, button.index);
  const body = Object.values(act.values).join('\n');
  return sendInbound(world, place.person, place.chat, {
    content: { kind: 'form', name: button.text, answers: act.values },
    type: 'interactive',
    body: { interactive: { type: 'nfm_reply', nfm_reply: { name: 'address_message', body, response_json: JSON.stringify({ values: act.values }) } } },
    quoted: message.wamid,
  });
}
