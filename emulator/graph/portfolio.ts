import type { Portfolio, World } from '../world/world.ts';
import { tierOf } from '../webhook/values-number.ts';
import type { Call } from './call.ts';
import { unknownObject, unknownPath } from './errors.ts';
import { accountDefaults, accountFields, graphTime, portfolioLimit } from './numbers.ts';
import { pageOf, pickFields } from './pages.ts';

/** Answers everything below `/{business portfolio}`. */
export function portfolioEdge(world: World, call: Call, portfolio: Portfolio): unknown {
  const [, edge, rest] = call.segments;
  if (rest !== undefined) throw unknownPath(`${edge ?? ''}/${rest}`);
  if (call.method !== 'GET') throw unknownObject(call.method, portfolio.id);
  switch (edge) {
    case undefined:
      return pickFields(portfolioFields(world, portfolio), call.params['fields'], ['id', 'name']);
    case 'owned_whatsapp_business_accounts':
      return listAccounts(world, call, portfolio);
    case 'client_whatsapp_business_accounts':
      // Accounts of other portfolios that are shared with this one: nobody shares here.
      return { data: [] };
    default:
      throw unknownPath(edge);
  }
}

function portfolioFields(world: World, portfolio: Portfolio): Record<string, unknown> {
  return {
    id: portfolio.id,
    name: portfolio.name,
    verification_status: 'verified',
    whatsapp_business_manager_messaging_limit: tierOf(portfolioLimit(world, portfolio)),
    timezone_id: 0,
    ...(portfolio.raisedAt === 0 ? {} : { updated_time: graphTime(portfolio.raisedAt) }),
  };
}

function listAccounts(world: World, call: Call, portfolio: Portfolio): unknown {
  const own = [...world.accounts.values()].filter((account) => account.portfolio === portfolio.id);
  const page = pageOf(own, call.params, call.base, `/${call.path}`);
  return { ...page, data: page.data.map((account) => pickFields(accountFields(world, account), call.params['fields'], accountDefaults)) };
}
