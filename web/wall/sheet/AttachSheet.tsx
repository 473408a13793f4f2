import { type ReactNode, useRef } from 'react';
import { PhoneIcon, type PhoneIconName } from '#web/phone/PhoneIcon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import type { WordKey } from '#web/ui/words/speak.ts';
import type { Hand } from '../hand/hand.ts';
import css from './Sheet.module.css';
import { SheetFrame } from './SheetFrame.tsx';

const files: readonly { icon: PhoneIconName; name: WordKey; accept: string }[] = [
  { icon: 'photo', name: 'wall.kind_image', accept: 'image/jpeg,image/png' },
  { icon: 'video', name: 'wall.kind_video', accept: 'video/mp4,video/3gpp' },
  { icon: 'file', name: 'wall.kind_document', accept: '' },
  { icon: 'note', name: 'wall.kind_audio', accept: 'audio/*' },
  { icon: 'smile', name: 'wall.kind_sticker', accept: 'image/webp' },
];

/** What a phone can attach. */
export function AttachSheet({ hand, problem }: { hand: Hand; problem: string | null }): ReactNode {
  const { t } = useWords();
  const chooser = useRef<HTMLInputElement>(null);
  const choose = (accept: string) => {
    if (chooser.current === null) return;
    chooser.current.accept = accept;
    chooser.current.click();
  };
  return (
    <SheetFrame title={t('wall.attach')} onClose={() => hand.open(null)} problem={problem}>
      <div className={css.tiles}>
        {files.map(({ icon, name, accept }) => (
          <Tile key={name} icon={icon} text={t(name)} onClick={() => choose(accept)} />
        ))}
        <Tile icon="pin" text={t('wall.location')} onClick={() => hand.open({ kind: 'location', quoted: hand.quote?.id ?? null })} />
        <Tile icon="person" text={t('wall.contact')} onClick={() => hand.open({ kind: 'send_contact' })} />
      </div>
      <input
        ref={chooser}
        type="file"
        hidden
        aria-label={t('wall.chooseFile')}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file !== undefined) hand.open({ kind: 'file', file });
        }}
      />
    </SheetFrame>
  );
}

function Tile({ icon, text, onClick }: { icon: PhoneIconName; text: string; onClick: () => void }): ReactNode {
  return (
    <button type="button" onClick={onClick}>
      <i>
        <PhoneIcon name={icon} />
      </i>
      {text}
    </button>
  );
}
