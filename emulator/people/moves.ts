import { userIdFor } from '../policy/identity.ts';
import type { Person } from '../world/person.ts';
import { keepPerson, type World } from '../world/world.ts';
import { sendSystem } from './inbound.ts';
import { ControlRefusal } from './refusal.ts';

/**
 * Moves a person to another number. Their chats and counts go along; the old number is nobody's, and not on WhatsApp
 * until somebody is set up there. Every business they have a chat with is told: the change of number, and of the id it
 * knows them by.
 */
export function changeNumber(world: World, person: Person, to: string): void {
  const from = person.wa_id;
  if (to === from) throw new ControlRefusal(400, `${to} is their number already; name another`, '/to');
  if (world.people.find(to)?.on_whatsapp === true) throw new ControlRefusal(400, `${to} is somebody else's number; name a free one`, '/to');
  if (world.people.find(to) !== undefined) throw new ControlRefusal(400, `${to} was somebody's before and may not be taken over here; name a new one`, '/to');
  const { name } = person;
  const before = person.chats.flatMap((chat) => {
    const number = world.numbers.get(chat.number);
    return number === undefined ? [] : [{ chat, number, userId: userIdFor(world, number, person) }];
  });
  const { formerly } = person.own;
  // The name they were drawn with stays theirs.
  person.setOwn({
    name,
    place: person.place,
    language: person.language,
    timezone: person.timezone,
    formerly: formerly === undefined ? from : `${from} ${formerly}`,
  });
  world.people.renumber(person, to);
  for (const { chat, number, userId } of before) {
    const isHidden = world.settings.usernames === 'full' || (world.settings.usernames === 'partial' && typeof person.own.username === 'string');
    const sender = isHidden ? { from_user_id: userId } : { from: from, from_user_id: userId };
    const text = `User ${name} changed from ${from} to ${to}`;
    if (!isHidden) sendSystem(world, person, chat, { text, from: sender, system: { body: text, wa_id: to, type: 'user_changed_number' } });
    const now = userIdFor(world, number, person);
    sendSystem(world, person, chat, {
      text: `User ${name} changed their business-scoped user ID`,
      from: sender,
      system: {
        body: `User ${name} changed from ${userId} to ${now}`,
        ...(isHidden ? {} : { wa_id: to }),
        user_id: now,
        previous_user_id: userId,
        type: 'user_changed_user_id',
      },
    });
  }
  world.store.drop('person', from);
  keepPerson(world, person);
}

/** Takes a username, or gives it up with null. Two people cannot have the same. */
export function takeUsername(world: World, person: Person, username: string | null): void {
  if (username !== null) {
    for (const [index, own] of world.people.own) {
      if (own.username === username && index !== person.index)
        throw new ControlRefusal(400, `the username ${username} is taken by ${world.people.at(index).wa_id}; choose another`, '/username');
    }
  }
  person.setOwn({ username });
  keepPerson(world, person);
}
