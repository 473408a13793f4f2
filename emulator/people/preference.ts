import { showsNumber, userIdFor } from '../policy/identity.ts';
import { contactOf, metadataOf } from '../send/status.ts';
import { printEscaped } from '../world/json.ts';
import type { Chat } from '../world/person.ts';
import type { BusinessNumber, World } from '../world/world.ts';

/** Tells `user_preferences`: a person wants no marketing from a number any more, or wants it again. Facts §3.6. */
export function tellPreference(world: World, number: BusinessNumber, chat: Chat, value: 'stop' | 'resume'): void {
  const { person } = chat;
  const preference = {
    ...(showsNumber(world, person, chat) ? { wa_id: person.wa_id } : {}),
    user_id: userIdFor(world, number, person),
    detail: `User requested to ${value} marketing messages`,
    category: 'marketing_messages',
    value,
    timestamp: Math.floor(world.clock.now() / 1000),
  };
  const contact = contactOf(world, number, person, chat);
  const text = `{"messaging_product":"whatsapp","metadata":${metadataOf(number)},"contacts":[${contact}],"user_preferences":[${printEscaped(preference)}]}`;
  world.webhooks.tell(number.account, 'user_preferences', text, false);
}
