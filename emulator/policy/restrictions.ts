import { sendRefusal } from '../graph/errors.ts';
import type { MessageCategory } from '../world/ledger.ts';
import type { Person } from '../world/person.ts';
import type { Account, BusinessNumber, Template, World } from '../world/world.ts';
import { isUnderReview } from './pacing.ts';
import { appliesTo, unserved } from './regions.ts';

/** Meta answers these with HTTP 403 (its error page of 2026-03, read 2026-11-22). */
const forbidden = 403;

/** Numbers of Meta's own, +1 555, need an approved display name (131037). */
const metaNumbers = /^\+?1555/;

/** What is asked of the restrictions: a message about to be accepted. */
export type Asked = {
  person: Person;
  category: MessageCategory;
  template: Template | null;
  windowIsOpen: boolean;
  isMarketingApi: boolean;
  now: number;
};

/** Refuses what this number, its account or the person's country may not do now. */
export function checkRestrictions(world: World, number: BusinessNumber, asked: Asked): void {
  checkNumber(number);
  const account = world.accounts.get(number.account);
  if (account !== undefined) checkAccount(account, asked);
  checkSetting(world, asked);
  if (appliesTo(unserved, asked.person.country.code, asked.now))
    throw sendRefusal(130497, 'Business account is restricted from messaging users in this country.', forbidden);
  if (asked.template !== null && isUnderReview(world, number.account, asked.now))
    throw sendRefusal(368, 'The business portfolio is temporarily blocked from sending templates while a batch with negative feedback is reviewed.', forbidden);
}

function checkNumber(number: BusinessNumber): void {
  if (!number.isRegistered) throw sendRefusal(133010, 'The phone number is not registered on the WhatsApp Business Platform. Register it before sending.');
  switch (number.status) {
    case 'CONNECTED':
      break;
    case 'PENDING':
    case 'UNVERIFIED':
      throw sendRefusal(133010, 'The phone number is not registered on the WhatsApp Business Platform. Register it before sending.');
    case 'DISCONNECTED':
      throw sendRefusal(131045, 'Message failed to send due to a phone number registration error.', 500);
    case 'RESTRICTED':
      throw tooManyBlocks();
    case 'BANNED':
      throw locked();
  }
  if (number.name_status !== 'APPROVED' && metaNumbers.test(number.display_phone_number))
    throw sendRefusal(131037, 'The 555 business phone number used to send the message does not have an approved display name.');
}

function checkAccount(account: Account, { category, windowIsOpen, isMarketingApi, now }: Asked): void {
  if (account.banState === 'DISABLE') throw locked();
  if (category === 'marketing' && account.marketingOnCloudDisabled && !isMarketingApi)
    throw sendRefusal(131063, 'Marketing messages on Cloud API are disabled for this WhatsApp Business Account. Use the Marketing Messages API.');
  for (const restriction in account.restrictions) {
    if (now >= (account.restrictions[restriction] ?? 0)) continue;
    if (restriction === 'RESTRICTED_BIZ_INITIATED_MESSAGING' && !windowIsOpen) throw tooManyBlocks();
    if (restriction === 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING' && windowIsOpen) throw locked();
    if (restriction === 'RESTRICTED_UTILITY_TEMPLATES' && category === 'utility')
      throw sendRefusal(131064, 'The account is limited from sending utility templates because templates were misclassified.');
  }
}

function checkSetting(world: World, { category, windowIsOpen }: Asked): void {
  switch (world.settings.account_restricted) {
    case 'no':
      return;
    case 'marketing':
      if (category === 'marketing') throw tooManyBlocks();
      return;
    case 'business_initiated':
      if (!windowIsOpen) throw tooManyBlocks();
      return;
    case 'all':
      throw locked();
    case 'locked':
      throw sendRefusal(368, 'The WhatsApp Business Account is temporarily blocked for violating a platform policy.', forbidden);
  }
}

function locked(): Error {
  return sendRefusal(131031, 'The WhatsApp Business Account has been locked: it violates a platform policy or its data could not be verified.', forbidden);
}

function tooManyBlocks(): Error {
  return sendRefusal(
    131048,
    'Message failed to send because there are restrictions on how many messages can be sent from this phone number. This may be because too many previous messages were blocked or flagged as spam.',
  );
}
