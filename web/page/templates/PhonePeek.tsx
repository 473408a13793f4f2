import { Button, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import type { TemplateDraft } from './draft.ts';
import css from './Editor.module.css';
import { Preview } from './Preview.tsx';

type Props = { readonly draft: TemplateDraft; readonly active: string; readonly onActive: (language: string) => void };

/** On a narrow screen, where the phone stands far below what is written: a button that brings it up. */
export function PhonePeek({ draft, active, onActive }: Props): ReactNode {
  const { t } = useWords();
  const [opened, sheet] = useDisclosure(false);
  const [together, setTogether] = useState(false);
  return (
    <>
      <Button className={css.peek} leftSection={<Icon name="phone" small />} onClick={sheet.open}>
        {t('editor.peek')}
      </Button>
      <Modal opened={opened} onClose={sheet.close} fullScreen title={t('editor.preview')} closeButtonProps={{ 'aria-label': t('shell.close') }}>
        <Preview draft={draft} active={active} together={together} onTogether={setTogether} onActive={onActive} />
      </Modal>
    </>
  );
}
