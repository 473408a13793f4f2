import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Media, MediaUse } from '#core/contract/media.ts';
import { api } from '#web/api/api.ts';
import { makeFor } from './mediaFits.ts';

/**
 * Uploads one file to the library and makes its lists stale. `folder` is where it goes. A file that is meant for some uses and fits none is
 * turned into one of them where that can be done, such as a picture into a sticker; both stay in the library.
 */
export function useMediaUpload(onKept: (media: Media) => void, uses: readonly MediaUse[] = []) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ file, folder }: { readonly file: File; readonly folder?: string }) => {
      const kept = await api.media.create({ file, query: folder === undefined ? {} : { folder } });
      const make = makeFor(kept, uses);
      return make === undefined ? kept : api.media.convert({ params: { id: kept.id }, body: { make } });
    },
    onSuccess: (kept) => {
      void client.invalidateQueries({ queryKey: ['media'] });
      onKept(kept);
    },
  });
}
