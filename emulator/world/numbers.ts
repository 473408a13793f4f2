import { type Account, type BusinessNumber, keepAccount, keepNumber, keepPortfolio, type Portfolio, type World } from './world.ts';

/** What is said of a number when it is added; everything else is as a new, verified, registered number has it. */
export type NumberFacts = {
  id: string;
  display_phone_number: string;
  verified_name: string;
  account: string;
  throughput?: number | null;
  allowedRecipients?: string[] | null;
};

/** Adds a business number, or changes the facts of one that is there; what happened to it stays. */
export function addNumber(world: World, facts: NumberFacts): BusinessNumber {
  const before = world.numbers.get(facts.id);
  const number: BusinessNumber = {
    status: 'CONNECTED',
    quality_rating: 'GREEN',
    name_status: 'APPROVED',
    official: false,
    throughput: null,
    throughputDueAt: 0,
    maintenanceUntil: 0,
    messagingLimit: undefined,
    serviceMonth: '',
    serviceMessages: 0,
    profile: {},
    pin: null,
    pinFailures: [],
    registrations: [],
    isRegistered: true,
    codeStatus: 'VERIFIED',
    code: null,
    newName: null,
    username: null,
    automation: { enable_welcome_message: false, prompts: [], commands: [] },
    codes: [],
    blockedUsers: [],
    commerce: { is_cart_enabled: true, is_catalog_visible: true },
    settings: {},
    encryptionKey: null,
    callback: null,
    allowedRecipients: null,
    onboardedAt: world.clock.now(),
    ...before,
    ...facts,
  };
  world.numbers.set(number.id, number);
  keepNumber(world, number);
  world.live.tell({ kind: 'number', id: number.id });
  return number;
}

/** Adds an account of a portfolio, or changes its name; what happened to it stays. */
export function furnishAccount(
  world: World,
  facts: { id: string; name: string; currency: string; timezone_id: string },
  portfolio: { id: string; name: string },
): Account {
  const held: Portfolio = { messagingLimit: undefined, raisedAt: 0, ...world.portfolios.get(portfolio.id), ...portfolio };
  world.portfolios.set(held.id, held);
  keepPortfolio(world, held);
  const account: Account = {
    review: 'APPROVED',
    restrictions: {},
    banState: 'NONE',
    hasInsights: true,
    marketingOnCloudDisabled: false,
    linkTrackingOptedOut: false,
    ...world.accounts.get(facts.id),
    ...facts,
    portfolio: portfolio.id,
  };
  world.accounts.set(account.id, account);
  keepAccount(world, account);
  return account;
}
