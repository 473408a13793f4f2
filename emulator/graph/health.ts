import type { Account, BusinessNumber, World } from '../world/world.ts';

/** Can it send? The worst of a number, its account, its portfolio and the app decides. */
export type Ability = 'AVAILABLE' | 'LIMITED' | 'BLOCKED';

type Trouble = { error_code: number; error_description: string; possible_solution: string };

/** One thing that takes part in sending. */
export type HealthEntity = { entity_type: string; id: string; can_send_message: Ability; additional_info?: string[]; errors?: Trouble[] };

/** `health_status` of any node. */
export type Health = { can_send_message: Ability; entities: HealthEntity[] };

/** Puts entities together: the whole is as well as the worst of them. */
export function healthOf(entities: HealthEntity[]): Health {
  const abilities = entities.map((one) => one.can_send_message);
  return { can_send_message: abilities.includes('BLOCKED') ? 'BLOCKED' : abilities.includes('LIMITED') ? 'LIMITED' : 'AVAILABLE', entities };
}

/** `health_status` of a number: itself and everything above it. */
export function numberHealth(world: World, number: BusinessNumber): Health {
  const account = world.accounts.get(number.account);
  return healthOf([numberEntity(number), ...(account === undefined ? [] : accountEntities(world, account))]);
}

/** `health_status` of an account: itself, its portfolio and the app. */
export function accountHealth(world: World, account: Account): Health {
  return healthOf(accountEntities(world, account));
}

function numberEntity(number: BusinessNumber): HealthEntity {
  const entity = { entity_type: 'PHONE_NUMBER', id: number.id };
  if (!number.isRegistered) return { ...entity, can_send_message: 'BLOCKED', additional_info: ['The phone number is not registered. Register it with a PIN.'] };
  if (number.status !== 'CONNECTED') return { ...entity, can_send_message: 'BLOCKED', additional_info: [`The phone number is ${number.status}.`] };
  if (number.name_status !== 'APPROVED') {
    const info = 'Your display name has not been approved yet. Your message limit will increase after the display name is approved.';
    return { ...entity, can_send_message: 'LIMITED', additional_info: [info] };
  }
  return { ...entity, can_send_message: 'AVAILABLE' };
}

function accountEntities(world: World, account: Account): HealthEntity[] {
  return [
    accountEntity(world, account),
    { entity_type: 'BUSINESS', id: account.portfolio, can_send_message: 'AVAILABLE' },
    { entity_type: 'APP', id: world.app.id, can_send_message: 'AVAILABLE' },
  ];
}

/** The two codes and their texts are those of Meta's OpenAPI file (v23.0), read 2026-11-22. */
function accountEntity(world: World, account: Account): HealthEntity {
  const now = world.clock.now();
  const errors: Trouble[] = [];
  if (world.settings.payment_missing) {
    errors.push({
      error_code: 141006,
      error_description: 'There is an error with the payment method. This will block business initiated conversations.',
      possible_solution: 'There was an error with your payment method. Please add a new payment method to the account.',
    });
  }
  if (account.banState === 'DISABLE' || world.settings.account_restricted === 'locked') {
    errors.push({
      error_code: 141014,
      error_description: 'The WABA is banned.',
      possible_solution: 'Please visit Business Support Home for more details (https://business.facebook.com/accountquality) on how to appeal.',
    });
  }
  const restrictions = Object.entries(account.restrictions).filter(([, until]) => until > now);
  const info = restrictions.map(([type]) => `The account is restricted: ${type}.`);
  if (world.settings.account_restricted !== 'no') info.push(`The account is restricted: ${world.settings.account_restricted}.`);
  const ability = errors.length > 0 ? 'BLOCKED' : info.length > 0 || account.review !== 'APPROVED' ? 'LIMITED' : 'AVAILABLE';
  const entity: HealthEntity = { entity_type: 'WABA', id: account.id, can_send_message: ability };
  return { ...entity, ...(errors.length === 0 ? {} : { errors }), ...(info.length === 0 ? {} : { additional_info: info }) };
}
