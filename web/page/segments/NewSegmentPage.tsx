import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { SegmentDefinition } from '#core/segment/segment.ts';
import { api } from '#web/api/api.ts';
import { tellDone } from '#web/part/tell.ts';
import { Page } from '#web/ui/Page.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { SegmentEditor } from './SegmentEditor.tsx';

/** Nearly every segment begins with who agreed to offers. */
const beginning: SegmentDefinition = { match: 'all', of: [{ about: 'consent', is: 'given' }] };

/** Makes a segment; saved, it has its own page. */
export function NewSegmentPage(): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const saving = useMutation({
    mutationFn: (body: { name: string; definition: SegmentDefinition }) => api.segments.create({ body }),
    onSuccess: async (segment) => {
      void client.invalidateQueries({ queryKey: ['segments'] });
      tellDone(t('segments.saved'));
      await navigate({ to: '/segments/$id', params: { id: segment.id } });
    },
  });
  return (
    <Page title={t('segments.new_title')} trail={<Link to="/segments">{t('segments.title')}</Link>}>
      <SegmentEditor
        initial={{ name: '', definition: beginning }}
        act={t('segments.save')}
        problem={saving.error}
        isBusy={saving.isPending}
        onSave={(body) => saving.mutate(body)}
      />
    </Page>
  );
}
