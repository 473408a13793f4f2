import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Act } from '#core/rehearsal/act.ts';
import type { Bubble } from '#core/rehearsal/bubble.ts';
import type { Phone, World } from '#core/rehearsal/rehearsal.ts';
import { control } from '../control.ts';
import type { Hand, Sheet } from './hand.ts';

/** What a hand holds on to between two looks: the open sheet, the bubble being answered, the one being inspected. */
export type HandState = {
  readonly hand: Hand | null;
  readonly sheet: Sheet | null;
  readonly inspected: string | null;
  readonly stopInspecting: () => void;
  readonly problem: string | null;
};

/** Puts a phone into the hand. `number` is null only in a world without a business number. */
export function useHand(phone: Phone, number: string | null): HandState {
  const client = useQueryClient();
  const [sheet, setSheet] = useState<Sheet | null>(null);
  const [quote, setQuote] = useState<Bubble | null>(null);
  const [inspected, inspect] = useState<string | null>(null);
  const acting = useMutation({
    mutationFn: (what: Act) => control.act(phone.wa_id, what),
    // Whoever changed their number is somebody else from here on.
    onSuccess: (_, what) => (what.act === 'change_number' ? undefined : client.invalidateQueries({ queryKey: ['phone', phone.wa_id] })),
  });
  const chat = phone.chats.find((one) => one.number === number) ?? null;
  const known = client.getQueryData<World>(['world'])?.numbers.find((one) => one.id === number);
  const hand: Hand | null =
    number === null
      ? null
      : {
          phone,
          number,
          chat,
          business: chat?.verified_name ?? known?.verified_name ?? number,
          busy: acting.isPending,
          act: (what, then) => acting.mutate(what, then === undefined ? {} : { onSuccess: then }),
          open: (next) => {
            acting.reset();
            setSheet(next);
          },
          quote,
          setQuote,
          inspect,
        };
  return { hand, sheet, inspected, stopInspecting: () => inspect(null), problem: acting.error?.message ?? null };
}
