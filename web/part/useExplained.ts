import { useQuery } from '@tanstack/react-query';
import { explainSegment } from '#core/segment/explain.ts';
import type { SegmentDefinition } from '#core/segment/segment.ts';
import { queries } from '#web/api/queries.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';

/** Says segments in the reader's language, with the workspace's own names of fields. */
export function useExplained(): (definition: SegmentDefinition) => string {
  const { language } = useWords();
  const known = useQuery(queries.contacts.fields());
  return (definition) => explainSegment(definition, language, (key) => known.data?.items.find((field) => field.key === key)?.label ?? key);
}
