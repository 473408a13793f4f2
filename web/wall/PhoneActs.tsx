import { Button, Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Act, Phone } from '#core/rehearsal/rehearsal.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Wall.module.css';

/** What a person can do beside writing: STOP in one tap, WhatsApp's own stop, block, lose the signal, hide that they read. */
export function PhoneActs({ phone, number, onAct }: { phone: Phone; number: string; onAct: (act: Act) => void }): ReactNode {
  const { t } = useWords();
  const blocked = phone.blocked.includes(number);
  const stopped = phone.stopped_marketing.includes(number);
  return (
    <div className={css.acts}>
      <div className={css.actRow}>
        <Button variant="default" size="xs" disabled={!phone.online} onClick={() => onAct({ act: 'write', number, text: 'STOP' })}>
          {t('wall.writeStop')}
        </Button>
        <Button variant="default" size="xs" onClick={() => onAct({ act: stopped ? 'resume_marketing' : 'stop_marketing', number })}>
          {stopped ? t('wall.resumeMarketing') : t('wall.stopMarketing')}
        </Button>
        <Button variant="default" size="xs" onClick={() => onAct({ act: blocked ? 'unblock' : 'block', number })}>
          {blocked ? t('wall.unblock') : t('wall.block')}
        </Button>
      </div>
      <div className={css.actRow}>
        <Switch size="sm" label={t('wall.signal')} checked={phone.online} onChange={(event) => onAct({ act: 'signal', on: event.currentTarget.checked })} />
        <Switch
          size="sm"
          label={t('wall.receipts')}
          checked={phone.read_receipts}
          onChange={(event) => onAct({ act: 'read_receipts', on: event.currentTarget.checked })}
        />
      </div>
    </div>
  );
}
