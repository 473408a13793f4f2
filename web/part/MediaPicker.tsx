import { Button, FileButton, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type DragEvent, type ReactNode, useId, useState } from 'react';
import type { Media, MediaUse } from '#core/contract/media.ts';
import { queries } from '#web/api/queries.ts';
import { Chip } from '#web/ui/Chip.tsx';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { MediaChooser } from './MediaChooser.tsx';
import { dialogueAccept, mediaFits } from './mediaFits.ts';
import css from './MediaPicker.module.css';
import { MediaThumb } from './MediaThumb.tsx';
import { sayProblem } from './problem.ts';
import { useMediaUpload } from './useMediaUpload.ts';

type Props = {
  /** What the field is called; read by screen readers and shown above it. */
  readonly label: string;
  /** The kinds of message the file is for: it must fit one of them. */
  readonly accept: readonly MediaUse[];
  /** Border id of the chosen file; null when none is. */
  readonly value: string | null;
  readonly onPick: (media: Media) => void;
  /** Shown as "Take away" when given. */
  readonly onClear?: () => void;
  /** What is wrong with the choice, said below. */
  readonly fault?: string | undefined;
};

/** Picks a file of the library: dropped, uploaded, or chosen among what is there. */
export function MediaPicker({ label, accept, value, onPick, onClear, fault }: Props): ReactNode {
  const { t, list } = useWords();
  const labelId = useId();
  const [isChoosing, setChoosing] = useState(false);
  const [isOver, setOver] = useState(false);
  const [refused, setRefused] = useState<string | undefined>(undefined);
  const chosen = useQuery({ ...queries.media.get({ params: { id: value ?? '' } }), enabled: value !== null && value !== '' });
  const take = (media: Media) => {
    if (mediaFits(media, accept)) {
      setRefused(undefined);
      onPick(media);
    } else {
      const wanted = list(
        accept.map((use) => t(`media.use_${use}`)),
        'disjunction',
      );
      setRefused(media.reason ?? t('media.pick_wrong', { name: media.name, wanted }));
    }
  };
  const upload = useMediaUpload(take, accept);
  const send = (file: File | null | undefined) => {
    if (file === null || file === undefined) return;
    setRefused(undefined);
    upload.mutate({ file });
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    event.stopPropagation();
    setOver(false);
    send(event.dataTransfer.files[0]);
  };
  const gone = chosen.error === null || value === null ? undefined : t('media.pick_gone');
  const said = refused ?? (upload.error === null ? undefined : sayProblem(upload.error, t)) ?? gone ?? fault;
  const media = value === null ? undefined : chosen.data;

  return (
    <div className={css.field} role="group" aria-labelledby={labelId}>
      <span className={css.label} id={labelId}>
        {label}
      </span>
      <div
        className={[css.drop, isOver ? css.over : ''].join(' ')}
        onDragOver={(event) => {
          event.preventDefault();
          event.stopPropagation();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        {media === undefined ? (
          <p className={css.about}>
            {upload.isPending ? <Loader size="sm" /> : <Icon name="upload" />}
            {t('media.pick_drop')}
          </p>
        ) : (
          <Chosen media={media} />
        )}
        <div className={css.acts}>
          <FileButton accept={dialogueAccept(accept)} onChange={send}>
            {(props) => (
              <Button {...props} size="xs" loading={upload.isPending}>
                {t('media.pick_upload')}
              </Button>
            )}
          </FileButton>
          <Button size="xs" onClick={() => setChoosing(true)} aria-haspopup="dialog">
            {media === undefined ? t('media.pick_choose') : t('media.pick_change')}
          </Button>
          {onClear !== undefined && value !== null ? (
            <Button size="xs" variant="subtle" onClick={onClear}>
              {t('media.pick_clear')}
            </Button>
          ) : null}
        </div>
      </div>
      <p className={css.fault} role="status">
        {said}
      </p>
      {isChoosing ? (
        <MediaChooser
          accept={accept}
          value={value}
          onClose={() => setChoosing(false)}
          onPick={(picked) => {
            setChoosing(false);
            take(picked);
          }}
        />
      ) : null}
    </div>
  );
}

function Chosen({ media }: { readonly media: Media }): ReactNode {
  const { t, bytes } = useWords();
  return (
    <div className={css.chosen}>
      <span className={css.small}>
        <MediaThumb media={media} />
      </span>
      <span className={css.words}>
        <b dir="auto">{media.name}</b>
        <span>
          {t(`media.kind_${media.kind}`)} · {bytes(media.bytes)}
        </span>
      </span>
      {media.state === 'working' ? <Chip live>{t('media.working')}</Chip> : null}
      {media.state === 'refused' ? <Chip tone="stopped">{t('media.refused')}</Chip> : null}
    </div>
  );
}
