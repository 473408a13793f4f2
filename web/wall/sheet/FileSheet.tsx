import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { PhoneIcon } from '#web/phone/PhoneIcon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { fileBytesMost, kindOfFile, toBase64 } from '../hand/files.ts';
import css from './Sheet.module.css';
import { Field } from './LocationSheet.tsx';
import { SheetAct, SheetFrame } from './SheetFrame.tsx';
import type { SheetProps } from './Sheets.tsx';

/** A chosen file before it goes: what it will be sent as, with a caption where WhatsApp has one. */
export function FileSheet({ sheet, hand, problem }: SheetProps<'file'>): ReactNode {
  const { t, bytes } = useWords();
  const { file } = sheet;
  const [asDocument, setAsDocument] = useState(false);
  const [asVoice, setAsVoice] = useState(false);
  const [caption, setCaption] = useState('');
  const known = kindOfFile(file.type);
  // Only Ogg with Opus is a voice message to WhatsApp.
  const mayBeVoice = file.type.startsWith('audio/ogg');
  const kind = asDocument ? 'document' : asVoice ? 'voice' : known;
  const tooBig = file.size > fileBytesMost;
  const close = () => hand.open(null);
  const reading = useMutation({
    mutationFn: () => toBase64(file),
    onSuccess: (base64) =>
      hand.act(
        {
          act: 'send_media',
          number: hand.number,
          kind,
          mime: file.type === '' ? 'application/octet-stream' : file.type,
          base64,
          ...(caption.trim() === '' || !hasCaption(kind) ? {} : { caption: caption.trim() }),
          ...(kind === 'document' ? { filename: file.name } : {}),
          ...(hand.quote === null ? {} : { quoted: hand.quote.id }),
        },
        () => {
          hand.setQuote(null);
          close();
        },
      ),
  });
  return (
    <SheetFrame
      title={t(`wall.kind_${kind}`)}
      onClose={close}
      problem={tooBig ? t('wall.fileTooBig', { most: bytes(fileBytesMost) }) : (reading.error?.message ?? problem)}
      foot={
        <SheetAct disabled={tooBig || reading.isPending || hand.busy} onClick={() => reading.mutate()}>
          {t('wall.send')}
        </SheetAct>
      }
    >
      <Preview file={file} kind={kind} />
      <p className={css.help} dir="auto">
        {file.name} · {bytes(file.size)}
      </p>
      {mayBeVoice && !asDocument ? (
        <label className={css.check}>
          <input type="checkbox" checked={asVoice} onChange={(event) => setAsVoice(event.currentTarget.checked)} /> {t('wall.asVoice')}
        </label>
      ) : null}
      {known === 'document' ? null : (
        <label className={css.check}>
          <input type="checkbox" checked={asDocument} onChange={(event) => setAsDocument(event.currentTarget.checked)} /> {t('wall.asDocument')}
        </label>
      )}
      {hasCaption(kind) ? <Field label={t('wall.caption')} value={caption} most={1024} onChange={setCaption} /> : null}
    </SheetFrame>
  );
}

function hasCaption(kind: string): boolean {
  return kind === 'image' || kind === 'video' || kind === 'document';
}

function Preview({ file, kind }: { file: File; kind: string }): ReactNode {
  const url = useMemo(() => URL.createObjectURL(file), [file]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  if (kind === 'image' || kind === 'sticker') return <img className={css.preview} src={url} alt="" />;
  if (kind === 'video') return <video className={css.preview} src={url} controls />;
  if (kind === 'audio' || kind === 'voice') return <audio className={css.sound} src={url} controls />;
  return (
    <p className={css.help}>
      <PhoneIcon name="file" />
    </p>
  );
}
