import { Act } from '#core/rehearsal/act.ts';
import type { NumberSetup, PhoneSetup, Scenario } from '#core/rehearsal/rehearsal.ts';
import { defaultSettings, Settings, SettingsPatch } from '#core/rehearsal/settings.ts';

import { setUpPhones } from '../people/phones.ts';
import { populate, populationsOf } from '../people/population.ts';
import { ControlRefusal } from '../people/refusal.ts';
import { parseTemplate } from '../template/template-laws.ts';
import { registerTemplate } from '../template/register.ts';
import { decideReview } from '../template/states.ts';
import { keepSubscriptions } from '../webhook/subscriptions.ts';
import { addNumber, furnishAccount } from '../world/numbers.ts';
import { changeClock } from '../world/run.ts';
import type { Person } from '../world/person.ts';
import { keepCatalog, type Template, type World } from '../world/world.ts';
import { changeSettings } from './reports.ts';
import { planAct, plannedActs } from './planned.ts';
import type { LoadedReport } from './shapes.ts';

/** People set up by hand that a saved scenario holds; the schema takes no more. */
const phonesLimit = 10_000;

/**
 * Puts a scenario into the world, onto what is there. The clock goes on to its beginning if that is later; a world that
 * has begun cannot get another seed. Acts are checked now and done by the clock.
 */
export async function loadScenario(world: World, scenario: Scenario): Promise<LoadedReport> {
  if (scenario.seed !== undefined && scenario.seed !== world.seed)
    throw new ControlRefusal(
      409,
      `this world began with the seed ${world.seed}, not ${scenario.seed}; start the emulator with --scenario FILE, or leave the seed out`,
      '/seed',
    );
  const acts = scenario.acts.map((one, place) => ({ ...one, act: parseAct(one.act, place) }));
  changeSettings(world, scenario.settings);
  await moveClock(world, scenario.now);
  for (const number of scenario.numbers) setUpNumber(world, number);
  let people = 0;
  for (const population of scenario.population) people += (await populate(world, population)).added;
  const phones = setUpPhones(world, scenario.phones);
  for (const catalog of scenario.catalogs) {
    world.catalogs.set(catalog.id, catalog);
    keepCatalog(world, catalog);
  }
  for (const template of scenario.templates) addTemplate(world, template);
  const began = world.clock.now();
  for (const { after_ms, wa_id, act } of acts) planAct(world, { dueAt: began + after_ms, wa_id, act });
  return {
    numbers: scenario.numbers.length,
    people,
    phones,
    catalogs: scenario.catalogs.length,
    templates: scenario.templates.length,
    acts: acts.length,
  };
}

function parseAct(value: unknown, place: number): Act {
  const result = Act.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new ControlRefusal(400, `acts.${place}.act: ${issue?.message ?? 'no act'}`, `/acts/${place}/act/${issue?.path.join('/') ?? ''}`);
}

async function moveClock(world: World, now: string | undefined): Promise<void> {
  if (now !== undefined && Date.parse(now) > world.clock.now()) await changeClock(world, { do: 'jump', to: now });
}

/** Adds a business number, and its account if there is none yet; a new account is subscribed to the app. */
export function setUpNumber(world: World, setup: NumberSetup): { id: string } {
  if (!world.accounts.has(setup.business_account_id)) {
    const [portfolio] = world.portfolios.values();
    if (portfolio === undefined) throw new Error('a world has a portfolio');
    furnishAccount(world, { id: setup.business_account_id, name: setup.verified_name, currency: 'USD', timezone_id: '1' }, portfolio);
    world.subscriptions.accounts.set(setup.business_account_id, { account: setup.business_account_id, override_callback_uri: null });
    keepSubscriptions(world.store, world.subscriptions);
  }
  const { id } = addNumber(world, {
    id: setup.id,
    display_phone_number: setup.display_phone_number,
    verified_name: setup.verified_name,
    account: setup.business_account_id,
    throughput: setup.throughput_per_second ?? null,
    allowedRecipients: setup.allowed_recipients ?? null,
  });
  return { id };
}

function addTemplate(world: World, { business_account_id: account, approved, create }: Scenario['templates'][number]): void {
  const id = account ?? [...world.accounts.keys()][0] ?? '';
  if (!world.accounts.has(id)) throw new ControlRefusal(404, `there is no business account ${id}; add a number with it first`, '/templates');
  const template = registerTemplate(world, id, parseTemplate(create));
  if (approved && template.status !== 'APPROVED') decideReview(world, template, { approved: true });
}

/** The world as a scenario: what was set up and is still to come, not what happened. The seed and the time go along. */
export function saveScenario(world: World): Scenario {
  return {
    name: '',
    seed: world.seed,
    now: new Date(world.clock.now()).toISOString(),
    settings: changedSettings(world.settings),
    numbers: [...world.numbers.values()].map((number) => ({
      id: number.id,
      display_phone_number: number.display_phone_number,
      verified_name: number.verified_name,
      business_account_id: number.account,
      ...(number.throughput === null ? {} : { throughput_per_second: number.throughput }),
      ...(number.allowedRecipients === null ? {} : { allowed_recipients: number.allowedRecipients }),
    })),
    population: [...populationsOf(world)],
    phones: [...world.people.own.keys()]
      .map((index) => world.people.at(index))
      .filter((person) => person.known && !person.populated)
      .slice(0, phonesLimit)
      .map(saveFacts),
    catalogs: [...world.catalogs.values()],
    templates: [...world.templates.values()].filter((one) => one.deletedAt === null).map(saveTemplate),
    acts: plannedActs(world),
  };
}

function changedSettings(settings: Settings): SettingsPatch {
  const names = Settings.keyof().options;
  return SettingsPatch.parse(Object.fromEntries(names.filter((name) => settings[name] !== defaultSettings[name]).map((name) => [name, settings[name]])));
}

function saveFacts(person: Person): PhoneSetup {
  const { username, truths, script } = person.own;
  return {
    wa_id: person.wa_id,
    name: person.name,
    place: person.place,
    language: person.language,
    timezone: person.timezone,
    persona: person.persona,
    featured: person.featured,
    on_whatsapp: person.on_whatsapp,
    ...(username === undefined ? {} : { username }),
    ...(truths === undefined ? {} : { truths }),
    ...(script === undefined ? {} : { script }),
  };
}

function saveTemplate(template: Template): Scenario['templates'][number] {
  const { name, language, category, format, components } = template;
  return {
    business_account_id: template.account,
    approved: template.status === 'APPROVED',
    create: { name, language, category, parameter_format: format, components },
  };
}
