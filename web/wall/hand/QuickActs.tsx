import { Button, Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from '../Wall.module.css';
import type { Hand } from './hand.ts';

/** What a rehearsal needs most, beneath the phone: STOP in one tap, WhatsApp's own stop, block, signal, receipts; the rest is in the phone's menu. */
export function QuickActs({ hand, onPerson }: { hand: Hand; onPerson: () => void }): ReactNode {
  const { t } = useWords();
  const { phone, number, act } = hand;
  const blocked = phone.blocked.includes(number);
  const stopped = phone.stopped_marketing.includes(number);
  return (
    <div className={css.acts}>
      <div className={css.actRow}>
        <Button variant="default" size="xs" disabled={!phone.online} onClick={() => act({ act: 'write', number, text: 'STOP' })}>
          {t('wall.writeStop')}
        </Button>
        <Button variant="default" size="xs" onClick={() => act({ act: stopped ? 'resume_marketing' : 'stop_marketing', number })}>
          {t(stopped ? 'wall.resumeMarketing' : 'wall.stopMarketing')}
        </Button>
        <Button variant="default" size="xs" onClick={() => (blocked ? act({ act: 'unblock', number }) : hand.open({ kind: 'complain', how: 'block' }))}>
          {t(blocked ? 'wall.unblock' : 'wall.block')}
        </Button>
        <Button variant="default" size="xs" onClick={() => hand.open({ kind: 'menu' })}>
          {t('wall.everything')}
        </Button>
        <Button variant="default" size="xs" title={t('person.openHelp')} onClick={onPerson}>
          {t('person.open')}
        </Button>
      </div>
      <div className={css.actRow}>
        <Switch
          size="sm"
          label={t('wall.signal')}
          disabled={!phone.installed}
          checked={phone.online}
          onChange={(event) => act({ act: 'signal', on: event.currentTarget.checked })}
        />
        <Switch
          size="sm"
          label={t('wall.receipts')}
          checked={phone.read_receipts}
          onChange={(event) => act({ act: 'read_receipts', on: event.currentTarget.checked })}
        />
      </div>
    </div>
  );
}
