import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Import } from '#core/contract/imports.ts';
import { queries } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { FailedFace, LoadingLines } from '#web/ui/Faces.tsx';
import { LinkButton } from '#web/ui/LinkButton.tsx';
import { Page } from '#web/ui/Page.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { peopleOf } from './draft.ts';
import { ImportMapping } from './ImportMapping.tsx';
import { ImportOutcome } from './ImportOutcome.tsx';
import { ImportProgress } from './ImportProgress.tsx';
import { ImportSteps, type ImportStep } from './ImportSteps.tsx';

/** Live facts tell when an import moves on; should they not come through, it is asked again this often while it works. */
const lookAgainMilliseconds = 1000;

const isBusy = (state: Import['state'] | undefined) => state === 'reading' || state === 'checking' || state === 'importing' || state === 'undoing';

/** One import, from the file that was read to the people that came of it. */
export function ImportPage(): ReactNode {
  const { id } = useParams({ from: '/inside/imports/$id' });
  const { t } = useWords();
  const one = useQuery({
    ...queries.imports.get({ params: { id } }),
    refetchInterval: (query) => (isBusy(query.state.data?.state) ? lookAgainMilliseconds : false),
  });
  const [changing, setChanging] = useState(false);
  const [part, setPart] = useState<'columns' | 'consent'>('columns');
  const data = one.data;
  const isMapping = data !== undefined && data.reading !== null && (data.state === 'mapping' || (data.state === 'checked' && changing));

  return (
    <Page
      title={data?.file_name ?? t('imports.title')}
      trail={<Link to="/imports">{t('imports.title')}</Link>}
      lead={data === undefined ? undefined : <ImportLead one={data} isMapping={isMapping} />}
    >
      <Asked of={one}>
        {(imported) => (
          <>
            <ImportSteps at={isMapping ? part : stepOf(imported)} />
            {isMapping ? (
              <ImportMapping one={imported} part={part} onPart={setPart} onChecked={() => setChanging(false)} />
            ) : (
              <ImportBody
                one={imported}
                onChange={() => {
                  setPart('columns');
                  setChanging(true);
                }}
              />
            )}
          </>
        )}
      </Asked>
    </Page>
  );
}

function stepOf(one: Import): ImportStep | null {
  switch (one.state) {
    case 'reading':
      return 'file';
    case 'mapping':
      return 'columns';
    case 'checking':
    case 'checked':
      return 'check';
    case 'importing':
    case 'undoing':
      return 'import';
    case 'imported':
    case 'undone':
      return null;
    case 'failed':
      return one.reading === null ? 'file' : 'check';
  }
}

function ImportBody(props: { readonly one: Import; readonly onChange: () => void }): ReactNode {
  const { t } = useWords();
  const { one } = props;
  switch (one.state) {
    case 'reading':
    case 'mapping':
      return <LoadingLines lines={7} height={22} />;
    case 'checking':
    case 'importing':
    case 'undoing':
      return <ImportProgress one={one} />;
    case 'checked':
    case 'imported':
    case 'undone':
      return <ImportOutcome one={one} onChange={props.onChange} />;
    case 'failed':
      return (
        <>
          <FailedFace title={t('imports.failed_title')} text={one.failure ?? t('shell.failed_unknown')} />
          <LinkButton mt="md" to="/imports/new" variant="filled">
            {t('imports.another')}
          </LinkButton>
        </>
      );
  }
}

function ImportLead(props: { readonly one: Import; readonly isMapping: boolean }): ReactNode {
  const { t, rich } = useWords();
  const { one } = props;
  if (props.isMapping) return t('imports.mapping_lead', { n: one.rows_total });
  const counts = one.counts === null ? null : { people: peopleOf(one.counts), consented: one.counts.consented, invalid: one.counts.invalid };
  switch (one.state) {
    case 'reading':
      return t('imports.reading');
    case 'mapping':
    case 'failed':
      return null;
    case 'checking':
      return t('imports.checking', { done: one.rows_done, total: one.rows_total });
    case 'importing':
      return t('imports.importing', { done: one.rows_done, total: one.rows_total });
    case 'undoing':
      return t('imports.undoing');
    case 'undone':
      return t('imports.undone_lead');
    case 'checked':
      return counts === null ? null : rich('imports.checked_lead', counts);
    case 'imported':
      return counts === null ? null : rich('imports.imported_lead', { people: counts.people, consented: counts.consented });
  }
}
