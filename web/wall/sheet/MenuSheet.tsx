import type { ReactNode } from 'react';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import type { Hand } from '../hand/hand.ts';
import { Line } from './BubbleSheet.tsx';
import css from './Sheet.module.css';
import { SheetFrame } from './SheetFrame.tsx';

/** Everything a person can do with their phone beside talking, grouped as on one. */
export function MenuSheet({ hand, problem }: { hand: Hand; problem: string | null }): ReactNode {
  const { t } = useWords();
  const { phone, number, act } = hand;
  const close = () => hand.open(null);
  const blocked = phone.blocked.includes(number);
  const muted = phone.muted.includes(number);
  const stopped = phone.stopped_marketing.includes(number);
  return (
    <SheetFrame title={t('wall.menu')} onClose={close} problem={problem} full>
      <h2 className={css.group}>{t('wall.menuChat')}</h2>
      <ul className={css.menu}>
        <Line
          icon="bell"
          text={t(stopped ? 'wall.resumeMarketing' : 'wall.stopMarketing')}
          help={t('wall.stopHelp')}
          onClick={() => act({ act: stopped ? 'resume_marketing' : 'stop_marketing', number }, close)}
        />
        <Line icon="muted" text={t(muted ? 'wall.unmute' : 'wall.mute')} onClick={() => act({ act: 'mute', number, on: !muted }, close)} />
        <Line icon="archive" text={t('wall.archive')} help={t('wall.archiveHelp')} onClick={() => act({ act: 'archive', number, on: true }, close)} />
        <Line
          icon="block"
          danger
          text={t(blocked ? 'wall.unblock' : 'wall.block')}
          onClick={() => (blocked ? act({ act: 'unblock', number }, close) : hand.open({ kind: 'complain', how: 'block' }))}
        />
        <Line icon="stopped" danger text={t('wall.report')} onClick={() => hand.open({ kind: 'complain', how: 'report' })} />
      </ul>
      <h2 className={css.group}>{t('wall.menuArrive')}</h2>
      <ul className={css.menu}>
        <Line icon="tag" text={t('wall.ad')} help={t('wall.adHelp')} onClick={() => hand.open({ kind: 'ad' })} />
        <Line icon="qr" text={t('wall.code')} help={t('wall.codeHelp')} onClick={() => hand.open({ kind: 'code' })} />
        <Line icon="smile" text={t('wall.openChat')} help={t('wall.openChatHelp')} onClick={() => act({ act: 'open_chat', number }, close)} />
      </ul>
      <h2 className={css.group}>{t('wall.menuPhone')}</h2>
      <ul className={css.menu}>
        <Line icon="globe" text={t(phone.online ? 'wall.signalOff' : 'wall.signalOn')} onClick={() => act({ act: 'signal', on: !phone.online }, close)} />
        <Line
          icon="check"
          text={t(phone.read_receipts ? 'wall.receiptsHide' : 'wall.receiptsShow')}
          onClick={() => act({ act: 'read_receipts', on: !phone.read_receipts }, close)}
        />
        <Line
          icon="trash"
          danger={phone.installed}
          text={t(phone.installed ? 'wall.appDelete' : 'wall.appInstall')}
          help={t('wall.appHelp')}
          onClick={() => act({ act: 'app', installed: !phone.installed }, close)}
        />
        <Line icon="call" text={t('wall.number')} help={t('wall.numberHelp')} onClick={() => hand.open({ kind: 'number' })} />
        <Line
          icon="person"
          text={t('wall.username')}
          help={phone.username === null ? t('wall.usernameNone') : `@${phone.username}`}
          onClick={() => hand.open({ kind: 'username' })}
        />
        <Line icon="look" text={t('wall.raw')} help={t('wall.rawHelp')} onClick={() => hand.open({ kind: 'raw' })} />
      </ul>
    </SheetFrame>
  );
}
