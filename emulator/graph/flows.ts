import { createHmac } from 'node:crypto';
import type { ServerResponse } from 'node:http';

import { asText, isRecord, lengthOf, wordsOf } from '../world/json.ts';
import { contentOf } from '../world/ledger.ts';
import { randomGraphId } from '../world/random.ts';
import { type Account, findMessageById, type Flow, keepFlow, type World } from '../world/world.ts';
import { tellFlow } from '../webhook/values-account.ts';
import type { Call } from './call.ts';
import { badParameter, missingParameter, sendRefusal, unknownObject, unknownPath } from './errors.ts';
import { askEndpoint } from './flow-endpoint.ts';
import { checkFlowJson, readVersions } from './flow-json.ts';
import { accountHealth, healthOf } from './health.ts';
import { accountDefaults, accountFields, graphTime } from './numbers.ts';
import { pageOf, pickFields } from './pages.ts';

/** Meta, "Flows API", read 2026-11-22. */
const categories = ['SIGN_UP', 'SIGN_IN', 'APPOINTMENT_BOOKING', 'LEAD_GENERATION', 'SHOPPING', 'CONTACT_US', 'CUSTOMER_SUPPORT', 'SURVEY', 'OTHER'];
const nameLimit = 200;

/** Forms of an account; Meta names no number, ours keeps the memory bounded. */
const flowsLimit = 10_000;
const previewLifetime = 30 * 24 * 60 * 60 * 1000;

const flowDefaults = ['id', 'name', 'status', 'categories', 'validation_errors'];

/** Answers `GET /{account}/flows`. */
export function listFlows(world: World, call: Call, account: Account): unknown {
  const own = [...world.flows.values()].filter((flow) => flow.account === account.id).toSorted((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
  const page = pageOf(own, call.params, call.base, `/${call.path}`);
  return { ...page, data: page.data.map((flow) => pickFields(flowFields(world, call, flow), call.params['fields'], flowDefaults)) };
}

/** Answers `POST /{account}/flows`: a draft, or at once a published form. */
export function createFlow(world: World, call: Call, account: Account): unknown {
  const { params } = call;
  const own = [...world.flows.values()].filter((flow) => flow.account === account.id);
  if (own.length >= flowsLimit) throw badParameter(`The account has ${flowsLimit} flows already; delete one first.`);
  if (params['categories'] === undefined) throw missingParameter('categories');
  const cloned = params['clone_flow_id'] === undefined ? undefined : world.flows.get(asText(params['clone_flow_id']));
  if (params['clone_flow_id'] !== undefined && cloned?.account !== account.id)
    throw badParameter(`Param clone_flow_id: the account has no flow "${asText(params['clone_flow_id']).slice(0, 40)}".`);
  const now = world.clock.now();
  const flow: Flow = {
    id: randomGraphId(),
    account: account.id,
    name: readName(world, account.id, params['name'], undefined),
    status: 'DRAFT',
    categories: readCategories(params['categories']),
    json: cloned?.json ?? null,
    endpoint: readEndpoint(params['endpoint_uri']) ?? cloned?.endpoint ?? null,
    validationErrors: cloned?.validationErrors ?? [],
    createdAt: now,
    updatedAt: now,
    sends: [],
  };
  const json = params['flow_json'];
  if (json !== undefined) setJson(flow, typeof json === 'string' ? json : JSON.stringify(json));
  world.flows.set(flow.id, flow);
  keepFlow(world, flow);
  const wantsPublish = asText(params['publish'] ?? 'false') === 'true';
  const trouble = wantsPublish ? whyNotPublish(flow) : undefined;
  if (wantsPublish && trouble === undefined) setStatus(world, flow, 'PUBLISHED');
  return { id: flow.id, success: trouble === undefined, validation_errors: flow.validationErrors };
}

/** Answers everything below `/{flow}`. */
export function flowEdge(world: World, call: Call, flow: Flow, edge: string | undefined): unknown {
  switch (`${call.method} ${edge ?? ''}`) {
    case 'GET ':
      return pickFields(flowFields(world, call, flow), call.params['fields'], flowDefaults);
    case 'POST ':
      return updateFlow(world, call, flow);
    case 'DELETE ':
      return deleteFlow(world, flow);
    case 'GET assets':
      return { data: flow.json === null ? [] : [{ name: 'flow.json', asset_type: 'FLOW_JSON', download_url: assetAddress(world, flow, call.base) }] };
    case 'POST assets':
      return uploadJson(world, call, flow);
    case 'POST publish':
      return publishFlow(world, flow);
    case 'POST deprecate':
      if (flow.status !== 'PUBLISHED' && flow.status !== 'THROTTLED')
        throw sendRefusal(139003, `Only a published flow can be deprecated; this one is ${flow.status}.`);
      setStatus(world, flow, 'DEPRECATED');
      return { success: true };
    default:
      throw edge === undefined || ['assets', 'publish', 'deprecate'].includes(edge) ? unknownObject(call.method, flow.id) : unknownPath(edge);
  }
}

function flowFields(world: World, call: Call, flow: Flow): Record<string, unknown> {
  const versions = readVersions(flow.json);
  const account = world.accounts.get(flow.account);
  const canSend = flow.status === 'BLOCKED' ? 'BLOCKED' : flow.status === 'THROTTLED' ? 'LIMITED' : 'AVAILABLE';
  return {
    id: flow.id,
    name: flow.name,
    status: flow.status,
    categories: flow.categories,
    validation_errors: flow.validationErrors,
    ...(versions.json === undefined ? {} : { json_version: versions.json }),
    ...(versions.data === undefined ? {} : { data_api_version: versions.data }),
    ...(flow.endpoint === null ? {} : { endpoint_uri: flow.endpoint, data_channel_uri: flow.endpoint }),
    updated_at: graphTime(flow.updatedAt),
    preview: { preview_url: assetAddress(world, flow, call.base), expires_at: graphTime(world.clock.now() + previewLifetime) },
    application: { id: world.app.id, name: world.app.name, link: `https://www.facebook.com/games/?app_id=${world.app.id}` },
    ...(account === undefined ? {} : { whatsapp_business_account: pickFields(accountFields(world, account), undefined, accountDefaults) }),
    health_status: healthOf([
      { entity_type: 'FLOW', id: flow.id, can_send_message: canSend },
      ...(account === undefined ? [] : accountHealth(world, account).entities),
    ]),
  };
}

function readName(world: World, account: string, value: unknown, self: Flow | undefined): string {
  if (value === undefined) throw missingParameter('name');
  const name = asText(value).trim();
  if (name === '' || lengthOf(name) > nameLimit) throw badParameter(`Param name must have 1 to ${nameLimit} characters.`);
  const isTaken = [...world.flows.values()].some((flow) => flow !== self && flow.account === account && flow.name === name);
  if (isTaken)
    throw badParameter('Invalid parameter', { title: 'Flow name is not unique', sentence: `The account has a flow "${name}" already. Choose another name.` });
  return name;
}

function readCategories(value: unknown): string[] {
  const words = wordsOf(value).map((word) => word.toUpperCase());
  const strange = words.find((word) => !categories.includes(word));
  if (words.length === 0 || strange !== undefined)
    throw badParameter(`Param categories must be a list of {${categories.join(', ')}}${strange === undefined ? '' : ` - got "${strange.slice(0, 40)}"`}.`);
  return [...new Set(words)];
}

function readEndpoint(value: unknown): string | undefined {
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string' || !URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol))
    throw badParameter('Param endpoint_uri must be a valid URL.');
  return value;
}

function setJson(flow: Flow, text: string): void {
  flow.json = text;
  flow.validationErrors = checkFlowJson(text);
}

function updateFlow(world: World, call: Call, flow: Flow): { success: true } {
  if (flow.status === 'DEPRECATED' || flow.status === 'BLOCKED') throw sendRefusal(139001, `A flow that is ${flow.status} can't be updated.`);
  const { name, categories: given, endpoint_uri: endpoint } = call.params;
  const next = {
    name: name === undefined ? flow.name : readName(world, flow.account, name, flow),
    categories: given === undefined ? flow.categories : readCategories(given),
    endpoint: endpoint === undefined ? flow.endpoint : (readEndpoint(endpoint) ?? null),
  };
  Object.assign(flow, next, { updatedAt: world.clock.now() });
  keepFlow(world, flow);
  return { success: true };
}

function uploadJson(world: World, call: Call, flow: Flow): unknown {
  if (flow.status !== 'DRAFT') throw sendRefusal(139001, `Only a draft can be changed; this flow is ${flow.status}. Clone it into a new one.`);
  const type = call.params['asset_type'];
  if (type === undefined) throw missingParameter('asset_type');
  if (asText(type) !== 'FLOW_JSON') throw badParameter('Param asset_type must be one of {FLOW_JSON}.');
  if (call.params['name'] === undefined) throw missingParameter('name');
  const file = call.files.get('file')?.bytes.toString() ?? call.params['file'];
  if (file === undefined) throw missingParameter('file');
  setJson(flow, typeof file === 'string' ? file : JSON.stringify(file));
  flow.updatedAt = world.clock.now();
  keepFlow(world, flow);
  return { success: true, validation_errors: flow.validationErrors };
}

function whyNotPublish(flow: Flow): string | undefined {
  if (flow.status !== 'DRAFT') return `Only a draft can be published; this flow is ${flow.status}.`;
  if (flow.json === null) return 'The flow has no Flow JSON. Upload it as an asset first.';
  if (flow.validationErrors.length > 0) return `The Flow JSON has ${flow.validationErrors.length} validation errors; read the field validation_errors.`;
  if (readVersions(flow.json).data !== undefined && flow.endpoint === null)
    return 'The Flow JSON asks for an endpoint, and the flow has none. Set endpoint_uri.';
  return undefined;
}

function publishFlow(world: World, flow: Flow): { success: true } {
  const trouble = whyNotPublish(flow);
  if (trouble !== undefined) throw sendRefusal(139002, trouble);
  setStatus(world, flow, 'PUBLISHED');
  return { success: true };
}

function deleteFlow(world: World, flow: Flow): { success: true } {
  if (flow.status !== 'DRAFT') throw sendRefusal(139004, `Only a draft can be deleted; this flow is ${flow.status}. Deprecate it instead.`);
  world.flows.delete(flow.id);
  world.store.drop('flow', flow.id);
  return { success: true };
}

/** Changes what a flow is, and tells the webhook `flows`. Also for what only Meta does: throttle and block. */
export function setStatus(world: World, flow: Flow, status: Flow['status']): void {
  const before = flow.status;
  flow.status = status;
  flow.updatedAt = world.clock.now();
  keepFlow(world, flow);
  const account = world.accounts.get(flow.account);
  if (account !== undefined) tellFlow(world, account, { event: 'FLOW_STATUS_CHANGE', flow, before, status });
}

/** Answers `POST /{account}/migrate_flows`: copies flows of another account, by name. */
export function migrateFlows(world: World, call: Call, account: Account): unknown {
  const source = world.accounts.get(asText(call.params['source_waba_id'] ?? ''));
  if (source === undefined) throw unknownObject('post', asText(call.params['source_waba_id'] ?? '').slice(0, 40));
  const theirs = [...world.flows.values()].filter((flow) => flow.account === source.id);
  const names = call.params['source_flow_names'] === undefined ? theirs.map((flow) => flow.name) : wordsOf(call.params['source_flow_names']);
  const migrated: unknown[] = [];
  const failed: unknown[] = [];
  for (const name of names) {
    const flow = theirs.find((one) => one.name === name);
    const isTaken = [...world.flows.values()].some((one) => one.account === account.id && one.name === name);
    if (flow === undefined) {
      failed.push({ source_name: name, error_code: '4233041', error_message: 'Flows Migration Error: Flow name not found in source WABA.' });
    } else if (isTaken)
      failed.push({ source_name: name, error_code: '4233042', error_message: 'Flows Migration Error: Flow with the same name exists in destination WABA.' });
    else {
      const now = world.clock.now();
      const copy: Flow = { ...flow, id: randomGraphId(), account: account.id, status: 'DRAFT', createdAt: now, updatedAt: now, sends: [] };
      world.flows.set(copy.id, copy);
      keepFlow(world, copy);
      migrated.push({ source_name: name, source_id: flow.id, migrated_id: copy.id });
    }
  }
  return { migrated_flows: migrated, failed_flows: failed };
}

/** An address that needs no token: whoever was given it may read the form. */
function assetAddress(world: World, flow: Flow, base: string): string {
  return `${base}/whatsapp_flows/${flow.id}/flow.json?hash=${assetHash(world, flow.id)}`;
}

function assetHash(world: World, id: string): string {
  return createHmac('sha256', world.app.secret).update(`flow/${id}`).digest('base64url').slice(0, 32);
}

/** Sends the JSON of a flow to whoever has its address. */
export function answerAsset(world: World, response: ServerResponse, path: string, hash: string | null): void {
  const id = /^whatsapp_flows\/(\d+)\/flow\.json$/.exec(path)?.[1] ?? '';
  const json = hash === assetHash(world, id) ? world.flows.get(id)?.json : undefined;
  if (json === undefined || json === null) response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found');
  else response.writeHead(200, { 'Content-Type': 'application/json; charset=UTF-8' }).end(json);
}

/** A form as a phone draws it; undefined when there is none. */
export function presentFlow(world: World, id: string): { id: string; name: string; status: Flow['status']; json: unknown } | undefined {
  const flow = world.flows.get(id);
  if (flow === undefined) return undefined;
  return { id: flow.id, name: flow.name, status: flow.status, json: flow.json === null ? null : parseJson(flow.json) };
}

function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return null;
  }
}

/** What a phone says while somebody fills in a form. `index` is the button the form was opened with. */
export type FlowStep = { wa_id: string; message_id: string; index: number; screen: string | null; action: string; data: Record<string, unknown> };

/** Asks the form's endpoint what comes next, encrypted as WhatsApp does; answers its words, or why there are none. */
export async function exchangeFlow(world: World, id: string, step: FlowStep): Promise<Record<string, unknown> | { error: string }> {
  const flow = world.flows.get(id);
  if (flow === undefined) return { error: `there is no flow ${id}` };
  if (flow.endpoint === null) return { error: `the flow "${flow.name}" has no endpoint_uri: its screens must do without an endpoint` };
  const message = findMessageById(world, step.message_id);
  const number = message === undefined ? undefined : world.numbers.get(message.number);
  if (message === undefined || number === undefined || message.waId !== step.wa_id) return { error: `there is no message ${step.message_id} to ${step.wa_id}` };
  if (number.encryptionKey === null)
    return { error: `the number ${number.display_phone_number} has no public key: set it with POST /${number.id}/whatsapp_business_encryption` };
  const content = contentOf(message);
  const buttons = content.kind === 'card' ? content.buttons : content.kind === 'carousel' ? content.cards.flatMap((card) => card.buttons) : [];
  const button = buttons.find((one) => one.index === step.index);
  if (button?.kind !== 'flow' || button.flow !== id) return { error: `button ${step.index} of the message does not open the flow ${id}` };
  const action = step.action.toUpperCase() === 'INIT' || step.action.toUpperCase() === 'BACK' ? step.action.toUpperCase() : step.action;
  const asked = await askEndpoint(
    flow.endpoint,
    { key: number.encryptionKey, secret: world.app.secret },
    {
      version: readVersions(flow.json).data ?? '3.0',
      action,
      flow_token: button.token,
      ...(step.screen === null ? {} : { screen: step.screen }),
      ...(action === 'INIT' ? {} : { data: isRecord(step.data) ? step.data : {} }),
    },
  );
  return 'error' in asked ? asked : asked.answer;
}
