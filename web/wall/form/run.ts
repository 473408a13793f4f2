import { evaluate, isTrue, resolve, type Scope } from './expression.ts';
import { type Form, parseAction, type FormPart, type FormScreen, isRecord, listOf, partsOf, textOf } from './form.ts';

type Values = Readonly<Record<string, unknown>>;
type Step = { readonly screen: string; readonly data: Values };

/** A form half filled in: the screens that were walked, the last one open, and what stands in each of their fields. */
export type Run = { readonly steps: readonly Step[]; readonly filled: Readonly<Record<string, Values>> };

/** Begins at a screen, or where the form itself begins. */
export function beginRun(form: Form, screen: string | null, data: Values): Run {
  return openScreen({ steps: [], filled: {} }, form, screen ?? form.first, data);
}

/** The screen that is open and what its expressions see. */
export function currentScreen(form: Form, run: Run): { readonly screen: FormScreen; readonly scope: Scope } | null {
  const step = run.steps.at(-1);
  const screen = form.screens.find((one) => one.id === step?.screen);
  if (step === undefined || screen === undefined) return null;
  const walked = run.steps.map((one) => [one.screen, { data: one.data, form: run.filled[one.screen] ?? {} }] as const);
  return { screen, scope: { data: step.data, form: run.filled[step.screen] ?? {}, screen: Object.fromEntries(walked) } };
}

/** Opens a screen with its data; its fields begin with what they had, else with what the form says. */
export function openScreen(run: Run, form: Form, screen: string, data: Values): Run {
  const next: Run = { steps: [...run.steps, { screen, data }], filled: { ...run.filled, [screen]: run.filled[screen] ?? {} } };
  const now = currentScreen(form, next);
  if (now === null) return next;
  const begun: Record<string, unknown> = {};
  for (const part of shownParts(now.screen.parts, now.scope)) {
    const name = textOf(part.name);
    const first = resolve(part['init-value'] ?? part.inherited, now.scope);
    if (name !== '' && first !== undefined) begun[name] = first;
  }
  return { ...next, filled: { ...next.filled, [screen]: { ...begun, ...next.filled[screen] } } };
}

/** Leaves the open screen for the one before. The first one cannot be left this way. */
export function goBack(run: Run): Run {
  return run.steps.length > 1 ? { ...run, steps: run.steps.slice(0, -1) } : run;
}

/** Writes into a field of the open screen. */
export function fillIn(run: Run, name: string, value: unknown): Run {
  const screen = run.steps.at(-1)?.screen;
  return screen === undefined ? run : { ...run, filled: { ...run.filled, [screen]: { ...run.filled[screen], [name]: value } } };
}

/** Adds to the data of the open screen: `update_data`, or an endpoint that answers with the same screen. */
export function addData(run: Run, data: Values): Run {
  const step = run.steps.at(-1);
  return step === undefined ? run : { ...run, steps: [...run.steps.slice(0, -1), { ...step, data: { ...step.data, ...data } }] };
}

/** What an action asks of the world outside the form. */
export type Asked =
  | { readonly ask: 'finish'; readonly answers: Record<string, unknown> }
  | { readonly ask: 'open'; readonly url: string }
  | { readonly ask: 'exchange'; readonly screen: string; readonly data: Record<string, unknown> };

/** Does an action as it is written in the form: the run after it, and what it asks of the world. */
export function doAction(run: Run, form: Form, written: unknown): { readonly run: Run; readonly asked: Asked | null } {
  const now = currentScreen(form, run);
  const action = now === null ? null : parseAction(resolve(written, now.scope));
  if (now === null || action === null) return { run, asked: null };
  switch (action.name) {
    case 'navigate':
      return { run: openScreen(run, form, action.to, action.payload), asked: null };
    case 'update_data':
      return { run: addData(run, action.payload), asked: null };
    case 'complete':
      return { run, asked: { ask: 'finish', answers: action.payload } };
    case 'open_url':
      return { run, asked: { ask: 'open', url: action.url } };
    case 'data_exchange':
      return { run, asked: { ask: 'exchange', screen: now.screen.id, data: action.payload } };
  }
}

/**
 * The parts that are to be seen, in order: conditions decided, switches taken, the inside of a `Form` laid flat with its
 * first values handed down as `inherited`, invisible ones left out.
 */
export function shownParts(parts: readonly FormPart[], scope: Scope): FormPart[] {
  return parts.flatMap((part) => {
    if (resolve(part.visible, scope) === false) return [];
    if (part.type === 'If') return shownParts(partsOf(isTrue(evaluate(textOf(part.condition), scope)) ? part.then : part.else), scope);
    if (part.type === 'Switch') {
      const cases = isRecord(part.cases) ? part.cases : {};
      const key = String(resolve(part.value, scope));
      return shownParts(partsOf(Object.hasOwn(cases, key) ? cases[key] : cases.default), scope);
    }
    if (part.type !== 'Form') return [part];
    const first = resolve(part['init-values'], scope);
    const errors = resolve(part['error-messages'], scope);
    return shownParts(partsOf(part.children), scope).map((inside) => {
      const name = textOf(inside.name);
      return {
        ...inside,
        ...(isRecord(first) && Object.hasOwn(first, name) ? { inherited: first[name] } : {}),
        ...(isRecord(errors) && Object.hasOwn(errors, name) ? { refused: errors[name] } : {}),
      };
    });
  });
}

/** What is wrong with an answer. `limit` is the number the rule names. */
export type Fault = { readonly fault: 'required' | 'short' | 'long' | 'number' | 'email' | 'phone' | 'pattern' | 'few' | 'many'; readonly limit: number };

const nothing = { limit: 0 };

/** Checks one answer against its part. Properties must have been resolved. Null when it is fine. */
export function findFault(part: FormPart, value: unknown): Fault | null {
  const isEmpty = value === undefined || value === '' || value === false || (Array.isArray(value) && value.length === 0) || isEmptyRange(value);
  if (isEmpty) return part.required === true ? { fault: 'required', ...nothing } : null;
  if (typeof value === 'string' && (part.type === 'TextInput' || part.type === 'TextArea')) return findTextFault(part, value);
  const few = Number(part['min-selected-items']);
  const many = Number(part['max-selected-items']);
  const chosen = listOf(value).length;
  if (few > chosen) return { fault: 'few', limit: few };
  return many > 0 && chosen > many ? { fault: 'many', limit: many } : null;
}

function isEmptyRange(value: unknown): boolean {
  return isRecord(value) && Object.values(value).every((one) => one === '');
}

function findTextFault(part: FormPart, value: string): Fault | null {
  const short = Number(part['min-chars']);
  const long = Number(part['max-chars']);
  if (short > value.length) return { fault: 'short', limit: short };
  if (long > 0 && value.length > long) return { fault: 'long', limit: long };
  const type = part['input-type'];
  if ((type === 'number' || type === 'passcode') && !/^-?[\d.,]+$/.test(value)) return { fault: 'number', ...nothing };
  if (type === 'email' && !/^\S+@\S+\.\S+$/.test(value)) return { fault: 'email', ...nothing };
  if (type === 'phone' && !/^\+?[\d\s().-]{5,}$/.test(value)) return { fault: 'phone', ...nothing };
  return matches(textOf(part.pattern), value) ? null : { fault: 'pattern', ...nothing };
}

/** A pattern that is no regular expression refuses nothing: the person in front of it could not help it. */
function matches(pattern: string, value: string): boolean {
  if (pattern === '') return true;
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(value);
  } catch (error) {
    if (error instanceof SyntaxError) return true;
    throw error;
  }
}

/** The kinds of parts somebody fills in. */
export const inputs: ReadonlySet<string> = new Set([
  'TextInput',
  'TextArea',
  'CheckboxGroup',
  'RadioButtonsGroup',
  'ChipsSelector',
  'Dropdown',
  'OptIn',
  'DatePicker',
  'CalendarPicker',
]);

/** The faults of the whole screen, by the name of the field. */
export function findFaults(screen: FormScreen, scope: Scope): Readonly<Record<string, Fault>> {
  const faults: Record<string, Fault> = {};
  for (const part of shownParts(screen.parts, scope)) {
    if (!inputs.has(part.type)) continue;
    const name = textOf(part.name);
    const rules = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, resolve(value, scope)]));
    const fault = findFault({ ...rules, type: part.type }, scope.form[name]);
    if (fault !== null) faults[name] = fault;
  }
  return faults;
}
