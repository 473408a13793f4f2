import { Button, FileButton } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { pages, queries } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { EmptyFace } from '#web/ui/Faces.tsx';
import { Icon } from '#web/ui/Icon.tsx';
import { Page } from '#web/ui/Page.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { LinkForm } from './LinkForm.tsx';
import { MediaDetails } from './MediaDetails.tsx';
import { MediaFilters } from './MediaFilters.tsx';
import { LoadingGrid, MediaGrid } from './MediaGrid.tsx';
import css from './MediaPage.module.css';
import { type MediaSearch, noFolder } from './search.ts';
import { UploadNotes } from './UploadNotes.tsx';
import { useDropAnywhere } from './useDropAnywhere.ts';
import { useUploads } from './useUploads.ts';

/** How many files come with one asking: two screens' worth. */
const pageSize = 60;

/** The media library: every file that messages carry. Files are dropped anywhere on the page; what is looked at lives in the address. */
export function MediaPage(): ReactNode {
  const { t, rich } = useWords();
  const { file, ...filters } = useSearch({ from: '/inside/media' });
  const navigate = useNavigate();
  const [isLinking, setLinking] = useState(false);
  const folder = filters.folder === undefined || filters.folder === noFolder ? '' : filters.folder;
  const uploads = useUploads(folder);
  const isOver = useDropAnywhere(uploads.send);
  const shelves = useQuery(queries.media.folders());
  const query = { ...filters, limit: pageSize, ...(filters.folder === noFolder ? { folder: '' } : {}) };
  const found = useInfiniteQuery({ ...pages.media.list({ query }), placeholderData: (before) => before });
  const look = (search: MediaSearch) => void navigate({ to: '/media', search, replace: true, resetScroll: false });

  return (
    <Page
      title={t('media.title')}
      lead={shelves.data === undefined ? undefined : rich('media.lead', { total: shelves.data.total })}
      acts={
        <>
          <Button leftSection={<Icon name="link" small />} onClick={() => setLinking(true)}>
            {t('media.link_act')}
          </Button>
          <UploadButton onFiles={uploads.send} isBusy={uploads.waiting > 0} />
        </>
      }
    >
      <UploadNotes waiting={uploads.waiting} notTaken={uploads.notTaken} films={shelves.data?.films ?? null} onDismiss={uploads.dismiss} />
      <MediaFilters search={filters} onChange={look} shelves={shelves.data} />
      <Asked of={found} loading={<LoadingGrid />}>
        {(data) => {
          const items = data.pages.flatMap((page) => page.items);
          return items.length === 0 ? (
            <NothingFace search={filters} onClear={() => look({})} onFiles={uploads.send} />
          ) : (
            <MediaGrid files={items} open={file} onOpen={(id) => look({ ...filters, file: id })} />
          );
        }}
      </Asked>
      {found.hasNextPage ? (
        <Button mt="lg" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t('shell.load_more')}
        </Button>
      ) : null}
      {file === undefined ? null : (
        <MediaDetails id={file} shelves={shelves.data} onOpen={(id) => look({ ...filters, file: id })} onClose={() => look(filters)} />
      )}
      {isLinking ? <LinkForm folder={folder} onClose={() => setLinking(false)} onKept={(kept) => look({ file: kept.id })} /> : null}
      {isOver ? (
        <div className={css.over} aria-hidden="true">
          <p>
            <Icon name="upload" />
            {t('media.drop_here')}
          </p>
        </div>
      ) : null}
    </Page>
  );
}

function UploadButton(props: { readonly onFiles: (files: readonly File[]) => void; readonly isBusy: boolean }): ReactNode {
  const { t } = useWords();
  return (
    <FileButton multiple onChange={props.onFiles}>
      {(button) => (
        <Button {...button} variant="filled" leftSection={<Icon name="upload" small />} loading={props.isBusy}>
          {t('media.upload')}
        </Button>
      )}
    </FileButton>
  );
}

function NothingFace(props: { readonly search: MediaSearch; readonly onClear: () => void; readonly onFiles: (files: readonly File[]) => void }): ReactNode {
  const { t } = useWords();
  const { from, ...narrowing } = props.search;
  if (Object.keys(narrowing).length > 0)
    return <EmptyFace title={t('media.none_title')} text={t('media.none_text')} act={<Button onClick={props.onClear}>{t('media.clear')}</Button>} />;
  if (from === 'people') return <EmptyFace title={t('media.people_empty_title')} text={t('media.people_empty_text')} />;
  return <EmptyFace title={t('media.empty_title')} text={t('media.empty_text')} act={<UploadButton onFiles={props.onFiles} isBusy={false} />} />;
}
