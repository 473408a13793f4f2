import { Button, Drawer } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Media } from '#core/contract/media.ts';
import { api, mediaAddress } from '#web/api/api.ts';
import { queries } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { MediaThumb } from '#web/part/MediaThumb.tsx';
import { tellDone, tellProblem } from '#web/part/tell.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './MediaDetails.module.css';
import { MediaFacts } from './MediaFacts.tsx';
import type { Shelves } from './MediaFilters.tsx';
import { MediaUses } from './MediaUses.tsx';
import { MediaWords } from './MediaWords.tsx';

type Props = {
  readonly id: string;
  readonly shelves: Shelves | undefined;
  readonly onOpen: (id: string) => void;
  readonly onClose: () => void;
};

/** One file: itself, its words, what it is and what was done to it, what can be made of it, and where it is used. */
export function MediaDetails({ id, shelves, onOpen, onClose }: Props): ReactNode {
  const { t } = useWords();
  const asked = useQuery(queries.media.get({ params: { id } }));
  return (
    <Drawer opened onClose={onClose} position="right" size="30rem" title={t('media.details')} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <Asked of={asked}>
        {(media) => (
          <div className={css.details}>
            <Look media={media} />
            {media.state === 'refused' ? (
              <p className={css.refused} role="alert">
                {media.reason}
              </p>
            ) : null}
            <MediaWords key={media.id} media={media} shelves={shelves} />
            <Makes media={media} onOpen={onOpen} />
            <MediaFacts media={media} onOpen={onOpen} />
            <MediaUses media={media} />
            <Foot media={media} onClose={onClose} />
          </div>
        )}
      </Asked>
    </Drawer>
  );
}

function Look({ media }: { readonly media: Media }): ReactNode {
  const alt = media.alt || media.name;
  if (media.state !== 'ready') return null;
  switch (media.kind) {
    case 'image':
    case 'sticker':
      return (
        <div className={css.look}>
          {media.has_thumbnail && /^image\/(jpeg|png|webp|gif)/.test(media.mime) ? (
            <img src={mediaAddress(media.id)} alt={alt} />
          ) : (
            <MediaThumb media={media} named />
          )}
        </div>
      );
    case 'video':
      return (
        <div className={css.look}>
          <video src={mediaAddress(media.id)} controls preload="metadata" aria-label={alt} />
        </div>
      );
    case 'audio':
      return <audio className={css.sound} src={mediaAddress(media.id)} controls preload="metadata" aria-label={alt} />;
    case 'document':
      return null;
  }
}

/** What can be made of the file here, each a verb. */
function Makes({ media, onOpen }: { readonly media: Media; readonly onOpen: (id: string) => void }): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const making = useMutation({
    mutationFn: (make: Media['makes'][number]) => api.media.convert({ params: { id: media.id }, body: { make } }),
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: ['media'] });
      tellDone(t(made.state === 'working' ? 'media.making' : 'media.made', { name: made.name }));
      onOpen(made.id);
    },
    onError: (error) => tellProblem(error, t),
  });
  if (media.makes.length === 0) return null;
  return (
    <section>
      <h3 className={css.title}>{t('media.make_title')}</h3>
      <div className={css.acts}>
        {media.makes.map((make) => (
          <Button key={make} size="xs" loading={making.isPending && making.variables === make} onClick={() => making.mutate(make)}>
            {t(`media.make_${make}`)}
          </Button>
        ))}
      </div>
    </section>
  );
}

function Foot({ media, onClose }: { readonly media: Media; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const removing = useMutation({
    mutationFn: () => api.media.remove({ params: { id: media.id } }),
    onSuccess: () => {
      tellDone(t('media.removed', { name: media.name }));
      onClose();
      void client.invalidateQueries({ queryKey: ['media'] });
    },
    onError: (error) => tellProblem(error, t),
  });
  return (
    <div className={css.acts}>
      {media.state === 'ready' ? (
        <Button component="a" href={mediaAddress(media.id)} download={media.name} size="xs" leftSection={<Icon name="download" small />}>
          {t('media.download')}
        </Button>
      ) : null}
      <Button
        size="xs"
        leftSection={<Icon name="copy" small />}
        onClick={() => void navigator.clipboard.writeText(media.id).then(() => tellDone(t('shell.copied')))}
      >
        {t('media.copy_id')}
      </Button>
      <Button size="xs" color="red" variant="subtle" leftSection={<Icon name="trash" small />} loading={removing.isPending} onClick={() => removing.mutate()}>
        {t('media.remove')}
      </Button>
    </div>
  );
}
