import type { BubbleButton } from '#core/rehearsal/bubble.ts';

import { missingParameter, sendRefusal } from '../../graph/errors.ts';
import { isRecord } from '../../world/json.ts';
import { type Flow, keepFlow, type World } from '../../world/world.ts';
import { cardOf } from './buttons.ts';
import type { Draft, Frame } from './draft.ts';
import { messageLimits, ownLimits } from './limits.ts';
import { checkLength, checkSpan, findData, findId, findPart, findText, needPart, needText, oneOf, type Part, shown } from './read.ts';

const path = "interactive['action']['parameters']";

/** Meta: a throttled form goes out ten times an hour (132069; facts §1.5). */
const throttledSends = 10;
const hour = 60 * 60 * 1000;

/** A button that opens a form (Meta: Flow), with where it begins and what it begins with. */
export function draftForm(world: World, action: Part, frame: Frame): Draft {
  oneOf(action['name'], ['flow'], "interactive['action']['name']");
  const parameters = needPart(action, 'parameters', path);
  const version = findId(parameters, 'flow_message_version', `${path}['flow_message_version']`);
  if (version === undefined) throw missingParameter(`${path}['flow_message_version']`);
  if (version !== '3') throw sendRefusal(131009, `flow_message_version must be "3" - got "${shown(version)}"`);
  const text = needText(parameters, 'flow_cta', `${path}['flow_cta']`);
  checkSpan('Flow cta', text, messageLimits.formButton);
  const flow = getFlow(world, parameters);
  const mode = parameters['mode'] === undefined ? 'published' : oneOf(parameters['mode'], ['draft', 'published'], `${path}['mode']`);
  checkSendable(world, flow, mode);
  const button = readBeginning(parameters, flow, text);
  countSend(world, flow);
  return cardOf(frame, [button], ['']);
}

function getFlow(world: World, parameters: Part): Flow {
  const id = findId(parameters, 'flow_id', `${path}['flow_id']`);
  const name = findText(parameters, 'flow_name', `${path}['flow_name']`);
  if (id !== undefined && name !== undefined) throw sendRefusal(131009, 'flow_id and flow_name must not be used together');
  if (id === undefined && name === undefined) throw missingParameter(`${path}['flow_id'] or ${path}['flow_name']`);
  const flow = findFlow(world, id, name);
  if (flow === undefined) throw sendRefusal(131009, `Flow ${shown(id ?? name)} does not exist`);
  return flow;
}

/** The form with this id, or this name. */
export function findFlow(world: World, id: string | undefined, name: string | undefined): Flow | undefined {
  if (id !== undefined) return world.flows.get(id);
  for (const flow of world.flows.values()) if (flow.name === name) return flow;
  return undefined;
}

/** Refuses a form that is blocked, throttled, deprecated, or a draft nobody asked for as one. */
export function checkSendable(world: World, flow: Flow, mode: 'draft' | 'published'): void {
  switch (flow.status) {
    case 'PUBLISHED':
      return;
    case 'DRAFT':
      if (mode === 'draft') return;
      throw sendRefusal(131009, `Flow ${flow.id} is in draft state; publish it, or send it with mode "draft"`);
    case 'DEPRECATED':
      throw sendRefusal(131009, `Flow ${flow.id} is deprecated`);
    case 'BLOCKED':
      throw sendRefusal(132068, 'Flow is in blocked state.');
    case 'THROTTLED': {
      const now = world.clock.now();
      if (flow.sends.filter((at) => at > now - hour).length < throttledSends) return;
      throw sendRefusal(132069, 'Flow is in throttled state and 10 messages using this flow were already sent in the last hour.');
    }
  }
}

/** Remembers a send of a throttled form. */
export function countSend(world: World, flow: Flow): void {
  if (flow.status !== 'THROTTLED') return;
  const now = world.clock.now();
  flow.sends = [...flow.sends.filter((at) => at > now - hour), now];
  keepFlow(world, flow);
}

function readBeginning(parameters: Part, flow: Flow, text: string): BubbleButton {
  const token = findText(parameters, 'flow_token', `${path}['flow_token']`) ?? 'unused';
  checkLength(`${path}['flow_token']`, token, ownLimits.formToken);
  const given = parameters['flow_action'];
  const action = given === undefined ? 'navigate' : oneOf(given, ['navigate', 'data_exchange'], `${path}['flow_action']`);
  const payload = findPart(parameters, 'flow_action_payload', `${path}['flow_action_payload']`);
  if (payload !== undefined && action === 'data_exchange') throw sendRefusal(131009, 'flow_action_payload must be omitted when flow_action is data_exchange');
  const screen = payload === undefined ? null : (findText(payload, 'screen', `${path}['flow_action_payload']['screen']`) ?? null);
  if (screen !== null) checkScreen(flow, screen);
  const data = payload === undefined ? {} : findData(payload, 'data', `${path}['flow_action_payload']['data']`);
  return { kind: 'flow', text, flow: flow.id, token, action, screen, data, index: 0, tapped: false };
}

function checkScreen(flow: Flow, screen: string): void {
  const screens = screensOf(flow);
  if (screens !== null && !screens.has(screen)) throw sendRefusal(131009, `Screen ${shown(screen)} does not exist in flow ${flow.id}`);
}

const readScreens = new WeakMap<Flow, { json: string; screens: Set<string> | null }>();

/** The ids of a form's screens; null while it has no JSON that can be read. Read once for each version. */
function screensOf(flow: Flow): Set<string> | null {
  if (flow.json === null) return null;
  const known = readScreens.get(flow);
  if (known?.json === flow.json) return known.screens;
  const screens = parseScreens(flow.json);
  readScreens.set(flow, { json: flow.json, screens });
  return screens;
}

function parseScreens(json: string): Set<string> | null {
  try {
    const definition: unknown = JSON.parse(json);
    const screens = isRecord(definition) ? definition['screens'] : undefined;
    if (!Array.isArray(screens)) return null;
    return new Set(screens.filter(isRecord).map((screen) => String(screen['id'])));
  } catch {
    return null;
  }
}
