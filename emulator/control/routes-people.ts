import { z } from 'zod';

import { Act } from '#core/rehearsal/act.ts';
import { PhoneSetup, Population, ScriptLine, Truths } from '#core/rehearsal/rehearsal.ts';

import { doAct } from '../people/acts.ts';
import { listPhones } from '../people/listing.ts';
import { getPerson, meetPerson, presentPhone, setTruths, setUpPhones } from '../people/phones.ts';
import { populate } from '../people/population.ts';
import { pressureOf, truthsOf } from '../people/truths.ts';
import { keepPerson } from '../world/world.ts';
import * as examples from './examples.ts';
import { bodyLimits, limitOf, type Route, route } from './route.ts';
import { ActedShape, DoneShape, PhoneShape, PhonesShape, PopulatedShape, ScriptShape, TruthsShape } from './shapes.ts';

/** People set up by hand in one call. */
const peopleAtOnce = 10_000;

const flag = z.enum(['true', 'false', '1', '0']).transform((text) => text === 'true' || text === '1');
const cursor = z.string().max(200).optional();

/** The people: who is there, what their phones show, what they do. */
export const peopleRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: 'phones',
    about: 'Sets people up, or changes those who are there; their chats stay.',
    body: z.array(PhoneSetup).max(peopleAtOnce),
    limit: bodyLimits.list,
    answer: z.object({ phones: z.number().int() }),
    example: { request: [examples.phoneSetup], answer: { phones: 1 } },
    run: (world, { body }) => ({ phones: setUpPhones(world, body) }),
  }),
  route({
    method: 'POST',
    path: 'population',
    about: 'Adds very many people, drawn from the seed by their place in the row; go on with the `next` of the answer as `first`.',
    body: Population,
    answer: PopulatedShape,
    example: { request: { people: 1_000_000, countries: { FR: 2, DE: 1 } }, answer: { people: 1_000_000, added: 1_000_000, next: 1_000_000 } },
    run: (world, { body }) => populate(world, body),
  }),
  route({
    method: 'GET',
    path: 'phones',
    about:
      'A page of phones: featured first, then the latest chats. `search` takes the beginning or end of a number, or part of a name or place; a search by name may give a short page with more to come.',
    query: z.object({
      search: z.string().max(200).default(''),
      limit: limitOf(50),
      after: cursor,
      hand_played: flag.optional(),
    }),
    answer: PhonesShape,
    example: { answer: examples.phones },
    run: (world, { query }) =>
      listPhones(world, { search: query.search, limit: query.limit, after: query.after ?? null, handPlayed: query.hand_played ?? null }),
  }),
  route({
    method: 'GET',
    path: 'phones/{wa_id}',
    about: 'One phone in full: its chats and the latest bubbles, of one number if it is named; older ones with `before` a bubble’s id.',
    query: z.object({ number: z.string().max(40).optional(), before: z.string().max(300).optional(), limit: limitOf(60, 500) }),
    answer: PhoneShape,
    example: { answer: examples.phone },
    run: (world, { params, query }) =>
      presentPhone(world, getPerson(world, params['wa_id'] ?? ''), { number: query.number ?? null, before: query.before ?? null, limit: query.limit }),
  }),
  route({
    method: 'POST',
    path: 'phones/{wa_id}/acts',
    about:
      'Does what a person does with their phone; a number nobody set up is somebody from then on. Answers the id of what they sent, if they sent something.',
    body: Act,
    limit: bodyLimits.media,
    answer: ActedShape,
    example: {
      request: { act: 'write', number: '106540352242922', text: 'Is this still available?' },
      answer: { done: true, message_id: examples.message.id },
    },
    run(world, { params, body }) {
      const id = doAct(world, meetPerson(world, params['wa_id'] ?? ''), body);
      return { done: true, ...(id === undefined ? {} : { message_id: id }) };
    },
  }),
  route({
    method: 'GET',
    path: 'phones/{wa_id}/script',
    about: 'What a person does by themselves.',
    answer: ScriptShape,
    example: { answer: { wa_id: '33612345678', lines: [{ on: 'sale', after_ms: 1_000, say: 'Is it open on Sunday?', block: false, stop_marketing: false }] } },
    run(world, { params }) {
      const person = getPerson(world, params['wa_id'] ?? '');
      return { wa_id: person.wa_id, lines: person.own.script ?? [] };
    },
  }),
  route({
    method: 'POST',
    path: 'phones/{wa_id}/script',
    about: 'What a person does by themselves from now on, on messages that contain certain words; an empty list ends it.',
    body: z.array(ScriptLine).max(50),
    answer: DoneShape,
    example: { request: [{ on: 'sale', after_ms: 1_000, say: 'Is it open on Sunday?' }], answer: { done: true } },
    run(world, { params, body }) {
      const person = meetPerson(world, params['wa_id'] ?? '');
      person.setOwn({ script: body });
      keepPerson(world, person);
      return { done: true };
    },
  }),
  route({
    method: 'GET',
    path: 'phones/{wa_id}/truths',
    about: 'For judges only: what a person really agreed to, likes and bears, and the marketing that weighs on them now. Nothing else shows it.',
    answer: TruthsShape,
    example: { answer: { wa_id: '33612345678', agreed: true, topics: ['food'], hour: 18, patience: 2.5, pressure: 0 } },
    run(world, { params }) {
      const person = getPerson(world, params['wa_id'] ?? '');
      return { wa_id: person.wa_id, ...truthsOf(world, person), pressure: pressureOf(person, world.clock.now()) };
    },
  }),
  route({
    method: 'POST',
    path: 'phones/{wa_id}/truths',
    about: 'Decides what a person really is; what is not named stays, and was drawn from the seed unless somebody decided it before.',
    body: Truths.partial(),
    answer: TruthsShape,
    example: {
      request: { agreed: false, patience: 1 },
      answer: { wa_id: '33612345678', agreed: false, topics: ['food'], hour: 18, patience: 1, pressure: 0 },
    },
    run(world, { params, body }) {
      const person = getPerson(world, params['wa_id'] ?? '');
      setTruths(world, person, body);
      return { wa_id: person.wa_id, ...truthsOf(world, person), pressure: pressureOf(person, world.clock.now()) };
    },
  }),
];
