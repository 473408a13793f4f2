import type { ReactNode } from 'react';
import type { Contact } from '#core/contract/contacts.ts';
import { Chip } from '#web/ui/Chip.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';

/** How a person stands to offers, in one word; a "never" that is not consent comes first. */
export function ConsentChip(props: { readonly of: Pick<Contact, 'marketing' | 'suppressions'> }): ReactNode {
  const { t } = useWords();
  const [suppression] = props.of.suppressions;
  if (suppression !== undefined) return <Chip tone="stopped">{t(`contacts.suppressed_${suppression}`)}</Chip>;
  const tone = { given: 'on', withdrawn: 'stopped', none: 'plain' } as const;
  return <Chip tone={tone[props.of.marketing.state]}>{t(`contacts.consent_${props.of.marketing.state}`)}</Chip>;
}
