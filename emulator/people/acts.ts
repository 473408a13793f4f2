import type { Act } from '#core/rehearsal/act.ts';

import { deliverWaiting } from '../send/progress.ts';
import type { Chat, Person } from '../world/person.ts';
import { type BusinessNumber, keepPerson, type World } from '../world/world.ts';
import { readChat } from './chats.ts';
import { archiveChat, blockChat, muteChat, preferChat, reportChat, unblockChat } from './complaints.ts';
import { submitAddress, submitFlow } from './form-acts.ts';
import { sendReaction } from './inbound.ts';
import { sendMedia } from './media-acts.ts';
import { changeNumber, takeUsername } from './moves.ts';
import { ControlRefusal } from './refusal.ts';
import { askAboutProduct, order } from './shop-acts.ts';
import { choose, clickAd, getBubble, openChatFirst, scanCode, sendRaw, shareContacts, shareLocation, shareOwnNumber, tap, write } from './write-acts.ts';

type PhoneAct = Extract<Act, { act: 'signal' | 'read_receipts' | 'app' | 'change_number' | 'take_username' }>;
type StateAct = Extract<Act, { act: 'block' | 'unblock' | 'report' | 'mute' | 'archive' | 'stop_marketing' | 'resume_marketing' }>;
type ChatAct = Exclude<Act, PhoneAct | StateAct>;

/** Where an act happens. */
export type ActPlace = { person: Person; chat: Chat; number: BusinessNumber };

/** Does what a person does with their phone. Returns the wamid of what they sent, if they sent something. */
export function doAct(world: World, person: Person, act: Act): string | undefined {
  person.handPlayed = true;
  if (isPhoneAct(act)) {
    usePhone(world, person, act);
    showChange(world, person);
    return undefined;
  }
  const number = world.numbers.get(act.number);
  if (number === undefined)
    throw new ControlRefusal(404, `there is no business number ${act.number}; GET world lists those there are, POST numbers adds one`, '/number');
  if (!person.on_whatsapp) throw new ControlRefusal(400, `${person.wa_id} is not on WhatsApp; set on_whatsapp with POST phones first`, '/act');
  const chat = world.people.openChat(person, number.id);
  if (isStateAct(act)) {
    changeChat(world, { person, chat, number }, act);
    showChange(world, person);
    return undefined;
  }
  return useChat(world, { person, chat, number }, act);
}

function isPhoneAct(act: Act): act is PhoneAct {
  return act.act === 'signal' || act.act === 'read_receipts' || act.act === 'app' || act.act === 'change_number' || act.act === 'take_username';
}

const stateActs: readonly Act['act'][] = ['block', 'unblock', 'report', 'mute', 'archive', 'stop_marketing', 'resume_marketing'];

function isStateAct(act: Act): act is StateAct {
  return stateActs.includes(act.act);
}

function usePhone(world: World, person: Person, act: PhoneAct): void {
  switch (act.act) {
    case 'signal':
      person.online = act.on;
      if (act.on) deliverWaiting(world, person);
      return;
    case 'read_receipts':
      person.read_receipts = act.on;
      return;
    case 'app':
      person.installed = act.installed;
      if (act.installed) deliverWaiting(world, person);
      return;
    case 'change_number':
      changeNumber(world, person, act.to);
      return;
    case 'take_username':
      takeUsername(world, person, act.username);
      return;
  }
}

function changeChat(world: World, { chat, number }: ActPlace, act: StateAct): void {
  switch (act.act) {
    case 'block':
      blockChat(world, chat, act.reason);
      return;
    case 'unblock':
      unblockChat(world, chat);
      return;
    case 'report':
      reportChat(world, chat, act.reason);
      return;
    case 'mute':
      muteChat(world, chat, act.on);
      return;
    case 'archive':
      archiveChat(world, chat, act.on);
      return;
    case 'stop_marketing':
      preferChat(world, number, chat, 'stop');
      return;
    case 'resume_marketing':
      preferChat(world, number, chat, 'resume');
      return;
  }
}

function showChange(world: World, person: Person): void {
  keepPerson(world, person);
  world.live.tell({ kind: 'phone', wa_id: person.wa_id, what: 'state' });
}

function useChat(world: World, place: ActPlace, act: ChatAct): string | undefined {
  const { person, chat } = place;
  if (!person.installed) throw new ControlRefusal(400, `the app is not on the phone ${person.wa_id}; install it first: {"act":"app","installed":true}`, '/act');
  if (!person.online) throw new ControlRefusal(400, `the phone ${person.wa_id} has no signal; give it some first: {"act":"signal","on":true}`, '/act');
  if (act.act === 'read') {
    readChat(world, person, chat);
    keepPerson(world, person);
    return undefined;
  }
  if (chat.blocked) throw new ControlRefusal(400, `${person.wa_id} has blocked the number ${chat.number}; unblock it first: {"act":"unblock"}`, '/act');
  switch (act.act) {
    case 'write':
      return write(world, place, act);
    case 'tap':
      return tap(world, place, act);
    case 'choose':
      return choose(world, place, act);
    case 'react':
      getBubble(world, place, act.message_id, '/message_id');
      return sendReaction(world, person, chat, act.message_id, act.emoji);
    case 'send_media':
      return sendMedia(world, place, act);
    case 'share_location':
      return shareLocation(world, place, act);
    case 'share_contacts':
      return shareContacts(world, place, act);
    case 'share_own_number':
      return shareOwnNumber(world, place, act.message_id);
    case 'order':
      return order(world, place, act);
    case 'ask_about_product':
      return askAboutProduct(world, place, act);
    case 'submit_flow':
      return submitFlow(world, place, act);
    case 'submit_address':
      return submitAddress(world, place, act);
    case 'send_raw':
      return sendRaw(world, place, act.message);
    case 'click_ad':
      return clickAd(world, place, act);
    case 'scan_code':
      return scanCode(world, place, act.code);
    case 'open_chat':
      return openChatFirst(world, place);
  }
}
