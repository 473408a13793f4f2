import { Button, Modal } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Segment } from '#core/contract/segments.ts';
import type { SegmentDefinition } from '#core/segment/segment.ts';
import { api } from '#web/api/api.ts';
import { queries } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { sayProblem } from '#web/part/problem.ts';
import { tellDone } from '#web/part/tell.ts';
import form from '#web/ui/Form.module.css';
import { LinkButton } from '#web/ui/LinkButton.tsx';
import { Page } from '#web/ui/Page.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { SegmentEditor } from './SegmentEditor.tsx';

/** One segment: its question, who it finds, and what can be done with it. */
export function SegmentPage(): ReactNode {
  const { id } = useParams({ from: '/inside/segments/$id' });
  const { t } = useWords();
  const segment = useQuery(queries.segments.get({ params: { id } }));
  const [removing, setRemoving] = useState(false);

  return (
    <Page
      title={segment.data?.name ?? t('segments.title')}
      trail={<Link to="/segments">{t('segments.title')}</Link>}
      acts={
        <>
          <LinkButton to="/contacts" search={{ segment: id }}>
            {t('segments.found_all')}
          </LinkButton>
          <Button c="var(--red)" onClick={() => setRemoving(true)}>
            {t('segments.remove')}
          </Button>
        </>
      }
    >
      <Asked of={segment}>{(data) => <ChangeSegment key={data.updated_at} segment={data} />}</Asked>
      {removing && segment.data !== undefined ? <RemoveSegment segment={segment.data} onClose={() => setRemoving(false)} /> : null}
    </Page>
  );
}

function ChangeSegment(props: { readonly segment: Segment }): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const saving = useMutation({
    mutationFn: (body: { name: string; definition: SegmentDefinition }) => api.segments.update({ params: { id: props.segment.id }, body }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['segments'] });
      tellDone(t('segments.saved'));
    },
  });
  return (
    <SegmentEditor
      initial={props.segment}
      act={t('segments.save')}
      problem={saving.error}
      isBusy={saving.isPending}
      onSave={({ name, definition }) => saving.mutate({ name, definition })}
    />
  );
}

function RemoveSegment(props: { readonly segment: Segment; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const removing = useMutation({
    mutationFn: () => api.segments.remove({ params: { id: props.segment.id } }),
    onSuccess: async () => {
      await navigate({ to: '/segments' });
      void client.invalidateQueries({ queryKey: ['segments'] });
      tellDone(t('segments.removed'));
    },
  });
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('segments.remove_title', { name: props.segment.name })}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <div className={form.form}>
        <p>{t('segments.remove_text')}</p>
        {removing.error === null ? null : (
          <p className={form.wrong} role="alert">
            {sayProblem(removing.error, t)}
          </p>
        )}
        <div className={form.acts}>
          <Button variant="filled" color="red" loading={removing.isPending} onClick={() => removing.mutate()}>
            {t('segments.remove_act')}
          </Button>
          <Button onClick={props.onClose}>{t('shell.cancel')}</Button>
        </div>
      </div>
    </Modal>
  );
}
