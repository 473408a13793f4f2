import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { composerParts } from '#web/part/plan.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './KeysSheet.module.css';

/** The keys of the composer, so that they need not be found by chance. */
export function KeysSheet({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const isMac = /Mac|iPhone|iPad/u.test(navigator.platform);
  const command = isMac ? '⌘' : 'Ctrl';
  const both = isMac ? '⌥ ⇧' : `Alt ${t('compose.key_shift')}`;
  const rows = [
    { keys: `${command} K`, words: t('compose.key_palette') },
    { keys: `${command} ${t('compose.key_enter')}`, words: t('compose.key_launch') },
    { keys: `${both} ← →`, words: t('compose.key_turn') },
    ...composerParts.map((part, at) => ({ keys: `${both} ${at + 1}`, words: t('compose.key_part', { part: t(`compose.part_${part}`) }) })),
  ];
  return (
    <Modal opened onClose={onClose} title={t('compose.keys')} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <p>{t('compose.keys_about')}</p>
      <dl className={css.keys}>
        {rows.map((row) => (
          <div key={row.keys}>
            <dt dir="ltr">
              {row.keys.split(' ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{row.words}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
