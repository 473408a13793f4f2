import { z } from 'zod';

import {
  AccountPatch,
  CatalogSetup,
  ClockChange,
  controlRoot,
  FollowerReport,
  NumberPatch,
  NumberSetup,
  Recording,
  Scenario,
} from '#core/rehearsal/rehearsal.ts';
import { Settings, SettingsPatch } from '#core/rehearsal/settings.ts';

import { patchAccount, patchNumber } from '../webhook/changes.ts';
import { changeClock, noteFollower, reportClock } from '../world/run.ts';
import { keepCatalog } from '../world/world.ts';
import { followClock } from './clock-stream.ts';
import * as examples from './examples.ts';
import { printOpenApi } from './openapi.ts';
import { replayRecording, reportRecording, setRecording } from './recording.ts';
import { changeSettings, reportSettings, reportWorld, resetSettings } from './reports.ts';
import { resetWorld } from './reset.ts';
import { bodyLimits, type Route, route, streamed } from './route.ts';
import { loadScenario, saveScenario, setUpNumber } from './scenario.ts';
import { ClockShape, DoneShape, LoadedShape, SettingsShape, WorldShape } from './shapes.ts';

const done = { done: true } as const;
const anything = z.looseObject({});
const Catalogs = z.object({ catalogs: z.array(CatalogSetup) });
const RecordingShape = z.object({ on: z.boolean(), left_off: z.number().int(), recording: Recording.nullable() });
const settingNames = Settings.keyof();

/** What there is and how it is turned. */
const worldRoutes: readonly Route[] = [
  route({ method: 'GET', path: 'world', about: 'Everything there is, counted.', answer: WorldShape, example: { answer: examples.world }, run: reportWorld }),
  route({
    method: 'GET',
    path: 'settings',
    about: 'Every setting with its value, its default, what it does and where that comes from.',
    answer: SettingsShape,
    example: { answer: examples.settings },
    run: reportSettings,
  }),
  route({
    method: 'PATCH',
    path: 'settings',
    about: 'Turns settings; those not named stay. Answers all values.',
    body: SettingsPatch,
    answer: Settings,
    example: { request: { read_delay_ms: 0 }, answer: examples.values },
    run: (world, { body }) => changeSettings(world, body),
  }),
  route({
    method: 'POST',
    path: 'settings/reset',
    about: 'Turns the named settings (or all) back to their defaults. Answers all values.',
    body: z.object({ names: z.array(settingNames).optional() }),
    answer: Settings,
    example: { request: { names: ['read_delay_ms'] }, answer: examples.values },
    run: (world, { body }) => resetSettings(world, body.names),
  }),
  route({
    method: 'POST',
    path: 'reset',
    about: 'Forgets people, chats, messages, counts and what the policy remembers. Numbers, templates, settings, subscriptions and the clock stay.',
    answer: DoneShape,
    example: { answer: done },
    run(world) {
      resetWorld(world);
      return done;
    },
  }),
];

/** Numbers, accounts and catalogues. */
const businessRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: 'numbers',
    about: 'Adds a business number, or changes one; its account is made if there is none with that id.',
    body: NumberSetup,
    answer: z.object({ id: z.string() }),
    example: { request: examples.number, answer: { id: examples.number.id } },
    run: (world, { body }) => setUpNumber(world, body),
  }),
  route({
    method: 'PATCH',
    path: 'numbers/{id}',
    about: 'What Meta may do to a number: quality, status, throughput, the name. Each change tells its webhook.',
    body: NumberPatch,
    answer: DoneShape,
    example: { request: { quality_rating: 'RED' }, answer: done },
    run(world, { params, body }) {
      patchNumber(world, params['id'] ?? '', body);
      return done;
    },
  }),
  route({
    method: 'PATCH',
    path: 'accounts/{id}',
    about: 'What Meta may do to a business account: review, restriction, ban, violation, alert. Each tells its webhook.',
    body: AccountPatch,
    answer: DoneShape,
    example: { request: { review: 'APPROVED' }, answer: done },
    run(world, { params, body }) {
      patchAccount(world, params['id'] ?? '', body);
      return done;
    },
  }),
  route({
    method: 'POST',
    path: 'catalogs',
    about: 'Adds a catalogue, or replaces the one with that id.',
    body: CatalogSetup,
    limit: bodyLimits.list,
    answer: z.object({ id: z.string(), products: z.number().int() }),
    example: { request: examples.catalog, answer: { id: examples.catalog.id, products: 1 } },
    run(world, { body }) {
      world.catalogs.set(body.id, body);
      keepCatalog(world, body);
      return { id: body.id, products: body.products.length };
    },
  }),
  route({
    method: 'GET',
    path: 'catalogs',
    about: 'The catalogues with their products.',
    answer: Catalogs,
    example: { answer: { catalogs: [examples.catalog] } },
    run: (world) => ({ catalogs: [...world.catalogs.values()] }),
  }),
];

/** Time. */
const clockRoutes: readonly Route[] = [
  route({ method: 'GET', path: 'clock', about: 'How the clock stands.', answer: ClockShape, example: { answer: examples.clock }, run: reportClock }),
  route({
    method: 'POST',
    path: 'clock',
    about: 'Changes how the clock goes. A jump and a run until idle answer when all they pass has happened.',
    body: ClockChange,
    answer: ClockShape,
    example: { request: { do: 'jump', by_ms: 86_400_000 }, answer: examples.clock },
    run: (world, { body }) => changeClock(world, body),
  }),
  route({
    method: 'GET',
    path: 'clock/changes',
    about: 'Server-sent events: the clock now and after every change, for those who follow it.',
    answer: null,
    type: 'text/event-stream',
    example: { answer: `data: ${JSON.stringify(examples.clock)}\n\n` },
    run(world, { response }) {
      followClock(world, response);
      return streamed;
    },
  }),
  route({
    method: 'POST',
    path: 'clock/followers/{name}',
    about: 'A follower says up to which revision it has done everything, and when its next thing is due. A run waits for it.',
    body: FollowerReport,
    answer: z.object({ revision: z.number().int() }),
    example: { request: { revision: 7, due: null }, answer: { revision: 7 } },
    run: (world, { params, body }) => noteFollower(world, (params['name'] ?? '').slice(0, 100), body),
  }),
];

/** Scenarios, recordings, the description itself. */
const storyRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: 'scenario',
    about: 'The world as a scenario file: what was set up, not what happened.',
    answer: Scenario,
    example: { answer: examples.scenario },
    run: saveScenario,
  }),
  route({
    method: 'POST',
    path: 'scenario',
    about: 'Puts a scenario into the world, onto what is there. The clock goes on to its beginning; acts follow by the clock.',
    body: Scenario,
    limit: bodyLimits.list,
    answer: LoadedShape,
    example: { request: { people: undefined, ...examples.scenario }, answer: { numbers: 0, people: 0, phones: 1, catalogs: 0, templates: 0, acts: 1 } },
    run: (world, { body }) => loadScenario(world, body),
  }),
  route({
    method: 'GET',
    path: 'recording',
    about: 'The recording that is going on, or the last one.',
    answer: RecordingShape,
    example: { answer: { on: false, left_off: 0, recording: null } },
    run: reportRecording,
  }),
  route({
    method: 'POST',
    path: 'recording',
    about: 'Begins or ends a recording of every call that changes something, on the Graph face and here.',
    body: z.object({ on: z.boolean() }),
    answer: RecordingShape,
    example: { request: { on: true }, answer: { on: true, left_off: 0, recording: { began_at: '2026-11-22T09:00:00.000Z', entries: [] } } },
    run: (world, { body }) => setRecording(world, body.on),
  }),
  route({
    method: 'POST',
    path: 'recording/replay',
    about: 'Plays a recording (the body, or the last one) again, by the emulator’s clock.',
    body: Recording.partial(),
    limit: bodyLimits.list,
    answer: z.object({ entries: z.number().int(), until: z.string() }),
    example: { request: {}, answer: { entries: 0, until: '2026-11-22T09:00:00.000Z' } },
    run: (world, { body }) => replayRecording(world, body.entries === undefined ? null : { began_at: body.began_at ?? '', entries: body.entries }),
  }),
  route({
    method: 'GET',
    path: 'live',
    about: 'Server-sent events: what changed, so that a page can look again.',
    answer: null,
    type: 'text/event-stream',
    example: { answer: 'data: {"kind":"phone","wa_id":"33612345678","what":"message"}\n\n' },
    run(world, { response }) {
      world.live.listen(response);
      return streamed;
    },
  }),
];

/** All of this file, and the description of everything given to it. */
export function openWorldRoutes(others: readonly Route[]): Route[] {
  const routes = [...worldRoutes, ...businessRoutes, ...others, ...clockRoutes, ...storyRoutes];
  const description = route({
    method: 'GET',
    path: 'openapi.json',
    about: 'This description, as OpenAPI 3.1.',
    answer: anything,
    example: { answer: { openapi: '3.1.0' } },
    run: () => printOpenApi(routes, controlRoot),
  });
  routes.push(description);
  return routes;
}
