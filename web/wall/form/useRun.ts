import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { control, type FlowQuestion } from '../control.ts';
import type { ButtonOf, Hand } from '../hand/hand.ts';
import { type Form, isRecord } from './form.ts';
import { addData, type Asked, beginRun, currentScreen, doAction, type Fault, fillIn, findFaults, goBack, openScreen, type Run } from './run.ts';

/** A form being filled in: where it is, what is wrong, and what can be done. */
export type Running = {
  readonly run: Run;
  readonly faults: Readonly<Record<string, Fault>>;
  readonly asking: boolean;
  readonly problem: string | null;
  /** Writes into a field; `action` is what the form does when something is chosen there. */
  readonly fill: (name: string, value: unknown, action?: unknown) => void;
  /** Does an action as it is written in the form; `checks` first looks for faults on the screen. */
  readonly tap: (action: unknown, checks: boolean) => void;
  readonly back: (() => void) | null;
};

type Opened = { readonly form: Form; readonly button: ButtonOf<'flow'>; readonly message: string; readonly hand: Hand };

/** Runs a form on a phone: screens are walked here, exchanges go to the business's endpoint, the end is sent as an answer. */
export function useRun({ form, button, message, hand }: Opened): Running {
  const [run, setRun] = useState<Run>(() => (button.action === 'data_exchange' ? { steps: [], filled: {} } : beginRun(form, button.screen, button.data)));
  const [faults, setFaults] = useState<Readonly<Record<string, Fault>>>({});
  const finish = (answers: Record<string, unknown>) =>
    hand.act({ act: 'submit_flow', number: hand.number, message_id: message, index: button.index, answers }, () => hand.open(null));

  const exchange = useMutation({
    mutationFn: (question: Pick<FlowQuestion, 'screen' | 'action' | 'data'>) =>
      control.exchange(button.flow, { wa_id: hand.phone.wa_id, message_id: message, index: button.index, ...question }),
    onSuccess: ({ error, screen, data = {} }) => {
      if (error !== undefined || screen === undefined) return;
      if (screen === 'SUCCESS') finish(endOf(data));
      else setRun((before) => (screen === before.steps.at(-1)?.screen ? addData(before, data) : openScreen(before, form, screen, data)));
    },
  });
  useInit(button.action === 'data_exchange', () => exchange.mutate({ screen: null, action: 'INIT', data: {} }));

  const does = (from: Run, action: unknown) => {
    const after = doAction(from, form, action);
    setRun(after.run);
    if (after.asked !== null) doAsked(after.asked, finish, exchange.mutate);
  };
  return {
    run,
    faults,
    asking: exchange.isPending,
    problem: exchange.error?.message ?? exchange.data?.error ?? wordOf(exchange.data?.data?.error_message),
    fill: (name, value, action) => {
      setFaults({});
      does(fillIn(run, name, value), action);
    },
    tap: (action, checks) => {
      const now = currentScreen(form, run);
      const found = checks && now !== null ? findFaults(now.screen, now.scope) : {};
      setFaults(found);
      if (Object.keys(found).length === 0) does(run, action);
    },
    back: run.steps.length > 1 ? () => leave(form, run, setRun, exchange.mutate) : null,
  };
}

type Exchange = (question: Pick<FlowQuestion, 'screen' | 'action' | 'data'>) => void;

function doAsked(asked: Asked, finish: (answers: Record<string, unknown>) => void, exchange: Exchange): void {
  switch (asked.ask) {
    case 'finish':
      return finish(asked.answers);
    case 'open':
      window.open(asked.url, '_blank', 'noopener,noreferrer');
      return undefined;
    case 'exchange':
      return exchange({ screen: asked.screen, action: 'data_exchange', data: asked.data });
  }
}

/** Leaves the open screen; the one before may want to be asked for again. */
function leave(form: Form, run: Run, setRun: (run: Run) => void, exchange: Exchange): void {
  const from = currentScreen(form, run);
  setRun(goBack(run));
  if (from?.screen.refreshOnBack === true) exchange({ screen: from.screen.id, action: 'BACK', data: {} });
}

/** A form that begins at the business's endpoint asks it once, however often React looks. */
function useInit(asks: boolean, init: () => void): void {
  const begun = useRef(false);
  const first = useRef(init);
  useEffect(() => {
    if (!asks || begun.current) return;
    begun.current = true;
    first.current();
  }, [asks]);
}

/** What an endpoint says of an answer it would not take: `error_message` beside the data of the screen. */
function wordOf(message: unknown): string | null {
  return typeof message === 'string' && message !== '' ? message : null;
}

/** What an endpoint hands over with SUCCESS: the parameters of its closing message. */
function endOf(data: Record<string, unknown>): Record<string, unknown> {
  const response = data.extension_message_response;
  return isRecord(response) && isRecord(response.params) ? response.params : data;
}
