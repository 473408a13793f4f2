import { isRecord, listAt, recordAt, textAt } from '../world/json.ts';
import { actionNames, actionProperties, type ComponentLaw, componentLaws, componentsLimit } from './flow-components.ts';
import { joinPath, type Place, placeValues } from './json-places.ts';

/** One thing that is wrong with a form, in Meta's shape: what, where, and in words. */
export type FlowError = { error: string; error_type: 'FLOW_JSON_ERROR' | 'JSON_SCHEMA_ERROR'; message: string } & Place & {
    pointers: (Place & { path: string })[];
  };

/** Errors told at once; a form with more is told its first. */
const errorsLimit = 100;

/** Versions there are: 2.1 to 7.x. Meta, "Flow JSON: versioning", read 2026-11-22. */
const oldestVersion = 2;
const newestVersion = 7;

type Complain = (error: string, path: string, message: string, type?: FlowError['error_type']) => void;
type Screen = { id: string; path: string; data: Record<string, unknown>; inputs: Set<string>; nexts: Set<string>; isTerminal: boolean; footers: number };
type Form = { screens: Map<string, Screen>; complain: Complain; hasEndpoint: boolean };

/** Checks Flow JSON against Meta's rules; an empty list is a form that can be published. */
export function checkFlowJson(text: string): FlowError[] {
  const errors: FlowError[] = [];
  const nowhere: Place = { line_start: 1, line_end: 1, column_start: 1, column_end: 1 };
  let places = new Map<string, Place>();
  const complain: Complain = (error, path, message, type = 'FLOW_JSON_ERROR') => {
    if (errors.length >= errorsLimit) return;
    const place = places.get(path) ?? nowhere;
    errors.push({ error, error_type: type, message, ...place, pointers: [{ ...place, path }] });
  };
  const root = parseRoot(text);
  if (root === undefined) complain('INVALID_JSON', '', 'The file is not a JSON object.', 'JSON_SCHEMA_ERROR');
  else {
    const found = placeValues(text);
    if (found === undefined) complain('INVALID_JSON', '', 'The file nests too deep.', 'JSON_SCHEMA_ERROR');
    else {
      places = found;
      checkRoot(root, complain);
    }
  }
  return errors;
}

/** What the head of Flow JSON says of itself. */
export function readVersions(text: string | null): { json: string | undefined; data: string | undefined } {
  const root = text === null ? undefined : parseRoot(text);
  return { json: root === undefined ? undefined : textAt(root, 'version'), data: root === undefined ? undefined : textAt(root, 'data_api_version') };
}

function parseRoot(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function checkRoot(root: Record<string, unknown>, complain: Complain): void {
  checkKeys(root, '', { needs: ['version', 'screens'], may: ['data_api_version', 'routing_model', 'name', 'data_channel_uri'] }, complain);
  const version = /^(\d+)\.\d+$/.exec(String(root['version']));
  const major = Number(version?.[1] ?? 0);
  if (root['version'] !== undefined && (major < oldestVersion || major > newestVersion))
    complain('INVALID_FLOW_JSON_VERSION', 'version', `Invalid version found. Versions are ${oldestVersion}.1 to ${newestVersion}.3.`);
  const hasEndpoint = root['data_api_version'] !== undefined;
  if (hasEndpoint && !['3.0', '4.0'].includes(String(root['data_api_version'])))
    complain('INVALID_PROPERTY_VALUE', 'data_api_version', "Invalid value found for property 'data_api_version'. It must be 3.0 or 4.0.");
  const listed = listAt(root, 'screens');
  if (listed === undefined) {
    if (root['screens'] !== undefined) complain('INVALID_PROPERTY_TYPE', 'screens', "Property 'screens' must be an array.");
    return;
  }
  const form: Form = { screens: new Map(), complain, hasEndpoint };
  const screens = listed.map((screen, i) => openScreen(form, screen, `screens[${i}]`));
  listed.forEach((screen, i) => {
    const opened = screens[i];
    if (opened !== undefined && isRecord(screen)) checkScreen(form, screen, opened);
  });
  if (listed.length === 0 || ![...form.screens.values()].some((one) => one.isTerminal))
    complain('MISSING_TERMINAL_SCREEN', 'screens', 'There must be at least one terminal screen.');
  checkRoutes(form, root);
}

/** First all screens are known by name, for they speak of each other. */
function openScreen({ screens, complain }: Form, screen: unknown, path: string): Screen | undefined {
  if (!isRecord(screen)) {
    complain('INVALID_PROPERTY_TYPE', path, `Expected an object at "${path}".`);
    return undefined;
  }
  checkKeys(screen, path, { needs: ['id', 'layout'], may: ['title', 'terminal', 'success', 'data', 'refresh_on_back', 'sensitive'] }, complain);
  const id = textAt(screen, 'id') ?? '';
  if (screen['id'] !== undefined && !/^[A-Za-z_]+$/.test(id))
    complain('INVALID_PROPERTY_VALUE', `${path}.id`, 'Screen id must only contain letters and underscores.');
  if (id === 'SUCCESS') complain('INVALID_PROPERTY_VALUE', `${path}.id`, "'SUCCESS' is reserved and cannot be the id of a screen.");
  if (screens.has(id)) complain('DUPLICATE_SCREEN_IDS', `${path}.id`, `Duplicate screen id '${id}' found.`);
  const data = recordAt(screen, 'data') ?? {};
  const opened: Screen = { id, path, data, inputs: new Set(), nexts: new Set(), isTerminal: screen['terminal'] === true, footers: 0 };
  for (const component of componentsOf(recordAt(screen, 'layout')?.['children'])) {
    const name = textAt(component, 'name');
    if (name !== undefined && lawOf(component)?.isInput === true) opened.inputs.add(name);
    if (component['type'] === 'Footer') opened.footers += 1;
  }
  if (!screens.has(id)) screens.set(id, opened);
  return opened;
}

function lawOf(component: Record<string, unknown>): ComponentLaw | undefined {
  const type = textAt(component, 'type') ?? '';
  return Object.hasOwn(componentLaws, type) ? componentLaws[type] : undefined;
}

/** Every component below a list, those inside of forms, conditions and cases too. */
function componentsOf(children: unknown): Record<string, unknown>[] {
  if (!Array.isArray(children)) return [];
  return children.filter(isRecord).flatMap((one) => [one, ...branchesOf(one).flatMap(({ list }) => componentsOf(list))]);
}

/** The lists of components inside of one, and the key each is under. */
function branchesOf(component: Record<string, unknown>): { key: string; list: unknown }[] {
  const keys = component['type'] === 'Form' ? ['children'] : component['type'] === 'If' ? ['then', 'else'] : [];
  const lists = keys.filter((key) => component[key] !== undefined).map((key) => ({ key, list: component[key] }));
  const cases = component['type'] === 'Switch' ? recordAt(component, 'cases') : undefined;
  return [...lists, ...Object.entries(cases ?? {}).map(([key, list]) => ({ key: `cases.${key}`, list }))];
}

function checkKeys(value: Record<string, unknown>, path: string, law: { needs: readonly string[]; may: readonly string[] }, complain: Complain): void {
  for (const key of law.needs)
    if (value[key] === undefined) complain('REQUIRED_PROPERTY_MISSING', path, `Required property '${key}' is missing at "${path === '' ? '$root' : path}".`);
  const at = `$root${path === '' ? '' : `/${path.replaceAll(/\[(\d+)\]/g, '.$1').replaceAll('.', '/')}`}`;
  for (const key of Object.keys(value))
    if (!law.needs.includes(key) && !law.may.includes(key))
      complain('INVALID_PROPERTY', joinPath(path, key), `The property "${key.slice(0, 80)}" cannot be specified at "${at}".`, 'JSON_SCHEMA_ERROR');
}

function checkScreen(form: Form, value: Record<string, unknown>, screen: Screen): void {
  const { complain } = form;
  for (const [name, model] of Object.entries(screen.data)) checkModel(model, `${screen.path}.data.${name}`, complain);
  if (value['data'] !== undefined && recordAt(value, 'data') === undefined)
    complain('INVALID_PROPERTY_TYPE', `${screen.path}.data`, "Property 'data' must be an object.");
  const layout = recordAt(value, 'layout');
  if (layout === undefined) return;
  const path = `${screen.path}.layout`;
  checkKeys(layout, path, { needs: ['type', 'children'], may: [] }, complain);
  if (layout['type'] !== undefined && layout['type'] !== 'SingleColumnLayout')
    complain('INVALID_PROPERTY_VALUE', `${path}.type`, "Invalid value found for property 'type'. The layout must be SingleColumnLayout.");
  if (componentsOf(layout['children']).length > componentsLimit)
    complain('INVALID_PROPERTY_VALUE', `${path}.children`, `A screen can have at most ${componentsLimit} components.`);
  checkChildren(form, screen, layout['children'], `${path}.children`, new Set());
  if (screen.isTerminal && screen.footers === 0) complain('MISSING_FOOTER', path, 'A terminal screen must have a Footer.');
}

const dataTypes = ['string', 'number', 'boolean', 'object', 'array'];

/** What a screen gets by name: a type, and an example of it. */
function checkModel(model: unknown, path: string, complain: Complain): void {
  if (!isRecord(model)) {
    complain('INVALID_PROPERTY_TYPE', path, `Expected an object with type and __example__ at "${path}".`);
    return;
  }
  const type = textAt(model, 'type') ?? '';
  if (!dataTypes.includes(type))
    complain('INVALID_PROPERTY_VALUE', joinPath(path, 'type'), `Invalid data type found; it must be one of ${dataTypes.join(', ')}.`);
  const example = model['__example__'];
  if (example === undefined) complain('REQUIRED_PROPERTY_MISSING', path, `Required property '__example__' is missing at "${path}".`);
  else if (dataTypes.includes(type) && typeOf(example) !== type)
    complain('INVALID_PROPERTY_VALUE', joinPath(path, '__example__'), `The example is of type ${typeOf(example)}, not ${type}.`);
  if (type === 'array' && !isRecord(model['items'])) complain('REQUIRED_PROPERTY_MISSING', path, `Required property 'items' is missing at "${path}".`);
}

function typeOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
}

function checkChildren(form: Form, screen: Screen, children: unknown, path: string, names: Set<string>): void {
  if (!Array.isArray(children)) {
    if (children !== undefined) form.complain('INVALID_PROPERTY_TYPE', path, 'Components must be an array.');
    return;
  }
  children.forEach((child: unknown, i) => checkComponent(form, screen, child, `${path}[${i}]`, names));
  if (children.filter((one) => isRecord(one) && one['type'] === 'Footer').length > 1)
    form.complain('INVALID_PROPERTY_VALUE', path, 'A screen can have one Footer only.');
}

function checkComponent(form: Form, screen: Screen, component: unknown, path: string, names: Set<string>): void {
  const { complain } = form;
  if (!isRecord(component)) {
    complain('INVALID_PROPERTY_TYPE', path, `Expected a component at "${path}".`);
    return;
  }
  const law = lawOf(component);
  if (law === undefined) {
    const type = textAt(component, 'type');
    if (type === undefined) complain('REQUIRED_PROPERTY_MISSING', path, `Required property 'type' is missing at "${path}".`);
    else complain('INVALID_PROPERTY_VALUE', `${path}.type`, `Invalid value found for property 'type': there is no component "${type.slice(0, 80)}".`);
    return;
  }
  checkKeys(component, path, { needs: ['type', ...law.needs], may: ['visible', ...law.may] }, complain);
  const name = textAt(component, 'name');
  if (law.isInput && name !== undefined) {
    // Branches of a condition may hold the same name: only one of them is shown.
    if (names.has(name)) complain('DUPLICATE_FORM_COMPONENT_NAMES', `${path}.name`, `Duplicate component name '${name.slice(0, 80)}' found on the screen.`);
    names.add(name);
  }
  for (const key of actionProperties) if (component[key] !== undefined) checkAction(form, screen, component[key], `${path}.${key}`);
  for (const { key, list } of branchesOf(component)) checkChildren(form, screen, list, `${path}.${key}`, component['type'] === 'Form' ? names : new Set(names));
  const own = Object.entries(component).filter(([key]) => !['children', 'then', 'else', 'cases'].includes(key));
  for (const [key, value] of own) checkExpressions(form, screen, value, `${path}.${key}`);
}

function checkAction(form: Form, screen: Screen, action: unknown, path: string): void {
  const { complain, screens } = form;
  if (!isRecord(action)) {
    complain('INVALID_PROPERTY_TYPE', path, 'An action must be an object.');
    return;
  }
  const name = textAt(action, 'name') ?? '';
  if (!actionNames.has(name)) {
    complain('INVALID_PROPERTY_VALUE', joinPath(path, 'name'), `Invalid value found for property 'name': there is no action "${name.slice(0, 80)}".`);
    return;
  }
  if (name === 'data_exchange' && !form.hasEndpoint)
    complain('MISSING_DATA_API_VERSION', path, "The action data_exchange needs an endpoint: the property 'data_api_version' is missing at the root.");
  if (name === 'open_url' && action['url'] === undefined) complain('REQUIRED_PROPERTY_MISSING', path, `Required property 'url' is missing at "${path}".`);
  if (name !== 'navigate') return;
  const next = recordAt(action, 'next');
  const to = next === undefined ? undefined : textAt(next, 'name');
  if (to === undefined) complain('REQUIRED_PROPERTY_MISSING', path, `Required property 'next' with the name of a screen is missing at "${path}".`);
  else if (!screens.has(to)) complain('INVALID_NAVIGATE_ACTION', `${path}.next.name`, `Unknown screen '${to.slice(0, 80)}' found.`);
  else screen.nexts.add(to);
}

const expression = /\$\{(data|form|screen)\.([A-Za-z0-9_.-]+)\}/g;

/** Every `${…}` must name what is there: the screen's data, its inputs, or those of another screen. */
function checkExpressions(form: Form, screen: Screen, value: unknown, path: string): void {
  if (typeof value === 'string') {
    for (const [whole, scope, rest = ''] of value.matchAll(expression)) {
      const [first = '', kind = '', name = ''] = rest.split('.');
      const other = scope === 'screen' ? form.screens.get(first) : screen;
      const source = scope === 'screen' ? kind : scope;
      const wanted = scope === 'screen' ? name : first;
      const isThere = other !== undefined && (source === 'form' ? other.inputs.has(wanted) : source === 'data' && Object.hasOwn(other.data, wanted));
      if (!isThere) form.complain('INVALID_DYNAMIC_DATA_BINDING', path, `The expression '${whole.slice(0, 120)}' names nothing that is there.`);
    }
  } else if (Array.isArray(value)) value.forEach((one, i) => checkExpressions(form, screen, one, `${path}[${i}]`));
  else if (isRecord(value)) for (const [key, one] of Object.entries(value)) checkExpressions(form, screen, one, joinPath(path, key));
}

/** The routes a form with an endpoint declares: between screens there are, and holding every step its buttons make. */
function checkRoutes({ screens, complain, hasEndpoint }: Form, root: Record<string, unknown>): void {
  const model = root['routing_model'];
  if (model === undefined) {
    if (hasEndpoint) complain('REQUIRED_PROPERTY_MISSING', '', "Required property 'routing_model' is missing: a form with an endpoint needs it.");
    return;
  }
  if (!isRecord(model)) {
    complain('INVALID_PROPERTY_TYPE', 'routing_model', "Property 'routing_model' must be an object.");
    return;
  }
  for (const [from, to] of Object.entries(model)) {
    const path = joinPath('routing_model', from);
    if (!screens.has(from)) complain('INVALID_ROUTING_MODEL', path, `Unknown screen '${from.slice(0, 80)}' found in the routing model.`);
    if (!Array.isArray(to)) complain('INVALID_PROPERTY_TYPE', path, 'Routes must be an array of screen ids.');
    else
      to.forEach(
        (one, i) =>
          screens.has(String(one)) ||
          complain('INVALID_ROUTING_MODEL', `${path}[${i}]`, `Unknown screen '${String(one).slice(0, 80)}' found in the routing model.`),
      );
  }
  const targets = new Set(Object.values(model).flat());
  for (const screen of screens.values()) {
    const routes = Array.isArray(model[screen.id]) ? model[screen.id] : [];
    if (model[screen.id] === undefined && !screen.isTerminal && !targets.has(screen.id))
      complain('INVALID_ROUTING_MODEL', 'routing_model', `Screen '${screen.id}' is missing in the routing model.`);
    for (const next of screen.nexts)
      if (!Array.isArray(routes) || !routes.includes(next))
        complain('INVALID_SCREEN_TRANSITION', screen.path, `There is no route from '${screen.id}' to '${next}'.`);
  }
}
