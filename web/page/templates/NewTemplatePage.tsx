import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import { queries } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { FailedFace } from '#web/ui/Faces.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { emptyDraft } from './draft.ts';
import { draftFromGallery } from './gallery.ts';
import { NewTemplate } from './NewTemplate.tsx';

/** Writes a new template: from nothing, or from one of the gallery. */
export function NewTemplatePage(): ReactNode {
  const { from, language: read } = useSearch({ from: '/inside/templates/new' });
  const { t, language } = useWords();
  const gallery = useQuery({ ...queries.templates.gallery(), enabled: from !== undefined });
  const known = useQuery(queries.templates.list({ query: { limit: 200 } }));
  if (from === undefined) return <NewTemplate key="new" store="new" start={emptyDraft(language)} ready={nothingReady} />;
  return (
    <Asked of={gallery}>
      {({ items }) => (
        <Asked of={known}>
          {(there) => {
            const model = items.find((each) => each.key === from);
            if (model === undefined) return <FailedFace title={t('gallery.none_title')} text={t('gallery.gone', { key: from })} />;
            const house = there.items.flatMap((each) => each.translations.map((one) => one.language));
            const start = draftFromGallery(model, [read ?? language, ...house]);
            const ready = new Map(model.translations.map((each) => [each.language, each.content] as const));
            return <NewTemplate key={from} store={`from-${from}`} start={start} ready={ready} />;
          }}
        </Asked>
      )}
    </Asked>
  );
}

/** Without the gallery no language is written already. */
const nothingReady: ReadonlyMap<string, TemplateContent> = new Map<string, TemplateContent>();
