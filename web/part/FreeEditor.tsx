import { Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import type { FreeMessage } from '#core/whatsapp/free.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './free/Free.module.css';
import { FreeAsk } from './free/FreeAsk.tsx';
import { FreeButtons } from './free/FreeButtons.tsx';
import { FreeCarousel } from './free/FreeCarousel.tsx';
import { FreeContacts } from './free/FreeContacts.tsx';
import { FreeFile } from './free/FreeFile.tsx';
import { FreeForm } from './free/FreeForm.tsx';
import { FreeList } from './free/FreeList.tsx';
import { FreePlace } from './free/FreePlace.tsx';
import { FreeProducts } from './free/FreeProducts.tsx';
import { FreeText } from './free/FreeText.tsx';
import { asKind, type ComposedKind, composedKinds, type FreeFault, freeFaultAt } from './free/kinds.ts';
import { freeLengths } from './free/lengths.ts';
import { PickWord } from './PickWord.tsx';

type Props = {
  readonly value: FreeMessage;
  readonly onChange: (value: FreeMessage) => void;
  /** What `checkFree` says of it, in the reader's words; see `useFreeFaults`. */
  readonly faults: readonly FreeFault[];
  /** Names that may stand in its texts as `{{name}}`; none where nothing fills them. */
  readonly variables?: readonly string[];
  /** The kinds that are offered; all that can be composed when left out. */
  readonly kinds?: readonly ComposedKind[];
};

/** Writes a free-form message of any kind: what it is, as a word to pick, then its parts. */
export function FreeEditor({ value, onChange, faults, variables = [], kinds = composedKinds }: Props): ReactNode {
  const { t } = useWords();
  const shared = { onChange, faults, variables };
  return (
    <div className={css.editor}>
      <p>
        {t('free.kind_before')}{' '}
        <PickWord
          label={t('free.kind')}
          value={value.kind}
          placeholder={t('free.kind')}
          options={kinds.map((kind) => ({ value: kind, label: t(`free.kind_${kind}`), note: t(`free.note_${kind}`) }))}
          onPick={(picked) => {
            const kind = kinds.find((each) => each === picked);
            if (kind !== undefined && kind !== value.kind) onChange(asKind(value, kind));
          }}
        />
      </p>
      <Parts value={value} {...shared} />
      {faults
        .filter((fault) => fault.severity === 'warning')
        .map((fault) => (
          <p key={`${fault.at} ${fault.message}`} className={css.note}>
            {fault.message}
          </p>
        ))}
    </div>
  );
}

function Parts({ value, onChange, faults, variables }: Required<Omit<Props, 'kinds'>>): ReactNode {
  const { t } = useWords();
  const shared = { onChange, faults, variables };
  switch (value.kind) {
    case 'text':
      return (
        <div className={css.part}>
          <FreeText
            label={t('free.text')}
            rows={5}
            value={value.text}
            most={freeLengths.text}
            variables={variables}
            fault={freeFaultAt(faults, '/text')}
            onChange={(text) => onChange({ ...value, text })}
          />
          {/https?:\/\//iu.test(value.text) && (
            <Switch label={t('free.preview')} checked={value.preview} onChange={(event) => onChange({ ...value, preview: event.currentTarget.checked })} />
          )}
        </div>
      );
    case 'image':
    case 'video':
    case 'document':
    case 'audio':
    case 'sticker':
      return <FreeFile value={value} {...shared} />;
    case 'buttons':
    case 'link':
      return <FreeButtons value={value} {...shared} />;
    case 'list':
      return <FreeList value={value} {...shared} />;
    case 'carousel':
      return <FreeCarousel value={value} {...shared} />;
    case 'product':
    case 'products':
    case 'product_carousel':
    case 'catalog':
      return <FreeProducts value={value} {...shared} />;
    case 'form':
      return <FreeForm value={value} {...shared} />;
    case 'location':
      return <FreePlace value={value} {...shared} />;
    case 'contacts':
      return <FreeContacts value={value} {...shared} />;
    case 'location_request':
    case 'contact_request':
    case 'address_request':
      return <FreeAsk value={value} {...shared} />;
    case 'reaction':
      // A reaction is given to a message where it stands, not written here.
      return null;
  }
}
