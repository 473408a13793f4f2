import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Phone, World } from '#core/rehearsal/rehearsal.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import type { Place } from '../address.ts';
import { usePhone } from '../useWall.ts';
import css from '../Wall.module.css';
import { HandPhone } from './HandPhone.tsx';

type Props = { readonly waId: string; readonly chat: string | null; readonly world: World | undefined; readonly go: (step: Partial<Place>) => void };

/** The phone that is held: read from the emulator, or said why not. */
export function HeldPhone({ waId, chat, world, go }: Props): ReactNode {
  const { t } = useWords();
  const phone = usePhone(waId, chat);
  const newest = phone.data?.pages[0];
  return (
    <>
      {/* On a narrow screen the wall's own title is not there. */}
      <h1 className={css.handTitle}>{newest?.name ?? t('wall.hand')}</h1>
      <Button
        className={css.putBack ?? ''}
        variant="subtle"
        size="compact-sm"
        leftSection={<Icon name="back" small />}
        onClick={() => go({ phone: null, chat: null })}
      >
        {t('wall.putBack')}
      </Button>
      {phone.isError ? (
        <p className={css.problem} role="alert">
          {phone.error.message}
        </p>
      ) : null}
      {newest === undefined ? (
        phone.isError ? null : (
          <div className={css.bigSkeleton} role="status" aria-busy="true" aria-label={t('wall.loading')} />
        )
      ) : (
        <HandPhone
          phone={{ ...newest, bubbles: phone.data?.pages.toReversed().flatMap((page) => page.bubbles) ?? [] }}
          number={chat ?? latestNumber(newest, world)}
          listed={chat === null && newest.chats.length > 1}
          onChat={(number) => go({ phone: waId, chat: number })}
          onOlder={phone.hasNextPage ? () => void phone.fetchNextPage() : null}
        />
      )}
    </>
  );
}

/** The chat that is open when none was asked for: the latest, else the first number there is. */
function latestNumber(phone: Phone, world: World | undefined): string | null {
  return phone.chats[0]?.number ?? world?.numbers[0]?.id ?? null;
}
