import { Button, FileButton, Loader } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type DragEvent, type ReactNode, useState } from 'react';
import { api, mediaAddress } from '#web/api/api.ts';
import { queries } from '#web/api/queries.ts';
import { sayProblem } from '#web/part/problem.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './ImageField.module.css';
import { imageBytesMost } from './limits.ts';

/** Earlier pictures offered beside the upload. */
const recentMost = 8;

type Props = { readonly media: string; readonly fault: string | undefined; readonly onChange: (media: string) => void };

/** Picks the picture of a header: dropped, uploaded, or one that is here already. */
export function ImageField({ media, fault, onChange }: Props): ReactNode {
  const { t, bytes } = useWords();
  const client = useQueryClient();
  const [refused, setRefused] = useState<string | undefined>(undefined);
  const recent = useQuery(queries.media.list({ query: { limit: recentMost } }));
  const upload = useMutation({
    mutationFn: (file: File) => api.media.create({ file }),
    onSuccess: (kept) => {
      void client.invalidateQueries({ queryKey: ['media'] });
      onChange(kept.id);
    },
  });
  const take = (file: File | null | undefined) => {
    if (file === null || file === undefined) return;
    const wrong =
      file.type !== 'image/jpeg' && file.type !== 'image/png'
        ? t('templates.image_kind', { name: file.name })
        : file.size > imageBytesMost
          ? t('templates.image_size', { name: file.name, size: bytes(file.size) })
          : undefined;
    setRefused(wrong);
    if (wrong === undefined) upload.mutate(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  };
  const said = refused ?? (upload.error === null ? undefined : sayProblem(upload.error, t)) ?? fault;
  const pictures = (recent.data?.items ?? []).filter((item) => item.mime.startsWith('image/'));

  return (
    <div className={css.field}>
      <div className={css.drop} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
        {upload.isPending ? <Loader size="sm" /> : <Icon name="image" />}
        <p>{t('templates.image_about')}</p>
        <FileButton accept="image/jpeg,image/png" onChange={take}>
          {(props) => (
            <Button {...props} leftSection={<Icon name="upload" small />} loading={upload.isPending}>
              {t('templates.image_upload')}
            </Button>
          )}
        </FileButton>
      </div>
      {pictures.length > 0 && (
        <ul className={css.recent} aria-label={t('templates.image_recent')}>
          {pictures.map((item) => (
            <li key={item.id}>
              <button type="button" aria-pressed={item.id === media} onClick={() => onChange(item.id)} title={item.name}>
                <img src={mediaAddress(item.id)} alt={item.name} loading="lazy" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <p className={css.fault} role="status">
        {said}
      </p>
    </div>
  );
}
