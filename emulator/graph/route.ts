import { compareTemplate } from '../template/compare.ts';
import { editTemplate } from '../template/edit.ts';
import { browseLibrary } from '../template/library.ts';
import { presentTemplate } from '../template/present.ts';
import { unpauseByHand } from '../template/templates.ts';
import type { Template, World } from '../world/world.ts';
import { accountEdge } from './account.ts';
import { appEdge, debugToken, exchangeToken } from './app.ts';
import type { Call } from './call.ts';
import { GraphRefusal, unknownObject, unknownPath } from './errors.ts';
import { flowEdge } from './flows.ts';
import { mediaNode } from './media.ts';
import { numberEdge } from './number-edges.ts';
import { portfolioEdge } from './portfolio.ts';
import { answerUpload } from './uploads.ts';

/** Is this path for everybody, token or not? */
export function isOpenTo(path: string): boolean {
  return path === 'oauth/access_token';
}

/** The account whose management calls a call counts among; undefined for messages, media and what belongs to no account. */
export function ownerOf(world: World, call: Call): string | undefined {
  const [id = '', edge] = call.segments;
  if (edge === 'messages' || edge === 'marketing_messages' || edge === 'media') return undefined;
  return world.numbers.get(id)?.account ?? world.accounts.get(id)?.id ?? world.templates.get(id)?.account ?? world.flows.get(id)?.account;
}

/** No path has more parts: `/{account}/message_templates/{id}`. */
const longestPath = 3;

/** Answers one call by the thing its path names first. */
export async function route(world: World, call: Call): Promise<unknown> {
  const [id = '', edge, rest] = call.segments;
  if (call.path === 'oauth/access_token') return exchangeToken(world, call);
  if (call.path === 'debug_token') return debugToken(world, call);
  if (call.path === 'message_template_library') return browseLibrary(call);
  if (call.path.startsWith('upload:')) return answerUpload(world, call);
  if (call.segments.length > longestPath) throw unknownPath(call.path.slice(id.length + 1));
  if (id === 'me' && edge === undefined && call.method === 'GET') return { name: world.app.name, id: world.app.id };
  const number = world.numbers.get(id);
  if (number !== undefined) return numberEdge(world, call, number);
  const account = world.accounts.get(id);
  if (account !== undefined) return accountEdge(world, call, account);
  const portfolio = world.portfolios.get(id);
  if (portfolio !== undefined) return portfolioEdge(world, call, portfolio);
  if (id === world.app.id) return appEdge(world, call, edge);
  const template = world.templates.get(id);
  if (template !== undefined && rest === undefined) return templateNode(world, call, template, edge);
  const flow = world.flows.get(id);
  if (flow !== undefined && rest === undefined) return flowEdge(world, call, flow, edge);
  if (!/^\d+$/.test(id)) throw new GraphRefusal(803, `(#803) Some of the aliases you requested do not exist: ${id.slice(0, 100)}`, { status: 404 });
  if (edge !== undefined) throw unknownObject(call.method, id);
  return mediaNode(world, call, id);
}

function templateNode(world: World, call: Call, template: Template, edge: string | undefined): unknown {
  switch (`${call.method} ${edge ?? ''}`) {
    case 'GET ':
      return presentTemplate(world, template, call.params['fields']);
    case 'POST ':
      return editTemplate(world, call, template);
    case 'POST unpause':
      return unpauseByHand(world, template);
    case 'GET compare':
      return compareTemplate(world, call, template);
    default:
      throw edge === undefined ? unknownObject(call.method, template.id) : unknownPath(edge);
  }
}
