import { Autocomplete, Button, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Media } from '#core/contract/media.ts';
import { api } from '#web/api/api.ts';
import { faultAt } from '#web/api/problem.ts';
import { sayProblem } from '#web/part/problem.ts';
import { tellDone } from '#web/part/tell.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './MediaDetails.module.css';
import type { Shelves } from './MediaFilters.tsx';

/** What people say about a file: its name, what one sees, where it lies, its tags. */
export function MediaWords({ media, shelves }: { readonly media: Media; readonly shelves: Shelves | undefined }): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const [name, setName] = useState(media.name);
  const [alt, setAlt] = useState(media.alt);
  const [folder, setFolder] = useState(media.folder);
  const [tags, setTags] = useState<readonly string[]>(media.tags);
  const saving = useMutation({
    mutationFn: () => api.media.update({ params: { id: media.id }, body: { name, alt, folder, tags: [...tags] } }),
    onSuccess: () => {
      tellDone(t('media.saved'));
      void client.invalidateQueries({ queryKey: ['media'] });
    },
  });
  const isChanged = name !== media.name || alt !== media.alt || folder !== media.folder || tags.join('\n') !== media.tags.join('\n');
  const fault = saving.error;
  const known = fault === null || ['/name', '/alt', '/folder', '/tags'].some((at) => faultAt(fault, at) !== undefined);

  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <TextInput
        label={t('media.name')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={faultAt(fault, '/name')}
        maxLength={200}
        required
      />
      <Textarea
        label={t('media.alt')}
        description={t('media.alt_about')}
        value={alt}
        onChange={(event) => setAlt(event.currentTarget.value)}
        error={faultAt(fault, '/alt')}
        maxLength={1000}
      />
      <Autocomplete
        label={t('media.folder')}
        description={t('media.folder_about')}
        value={folder}
        onChange={setFolder}
        data={(shelves?.folders ?? []).map((one) => one.name).filter((one) => one !== '')}
        error={faultAt(fault, '/folder')}
        maxLength={100}
      />
      <TagsInput
        label={t('media.tags')}
        value={[...tags]}
        onChange={setTags}
        data={(shelves?.tags ?? []).map((one) => one.name)}
        error={faultAt(fault, '/tags')}
        maxTags={20}
      />
      {known ? null : (
        <p className={css.refused} role="alert">
          {sayProblem(fault, t)}
        </p>
      )}
      <div className={css.acts}>
        <Button type="submit" variant={isChanged ? 'filled' : 'default'} disabled={!isChanged || name.trim() === ''} loading={saving.isPending}>
          {t('media.save')}
        </Button>
      </div>
    </form>
  );
}
