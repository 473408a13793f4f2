import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { cureOf } from './cures.ts';
import type { TemplateDraft } from './draft.ts';
import css from './Editor.module.css';
import type { DraftFault } from './faults.ts';
import { placeWords } from './places.ts';

type Props = {
  readonly faults: readonly DraftFault[];
  /** Whether somebody has tried to submit: then all that is wrong is listed here too. */
  readonly asked: boolean;
  readonly draft: TemplateDraft;
  readonly language: string;
  /** Whether the template is at Meta already, so that its name and category stay. */
  readonly settled: boolean;
  readonly onChange: (draft: TemplateDraft) => void;
};

/** What keeps the message from being submitted and what reviewers often dislike, each with its cure where one click has one. */
export function Findings({ faults, asked, draft, language, settled, onChange }: Props): ReactNode {
  const { t } = useWords();
  const told = faults
    .map((fault) => ({ fault, cure: cureOf(fault, draft, language, settled) }))
    .filter(({ fault, cure }) => asked || !fault.hard || cure !== undefined);
  if (told.length === 0) return null;
  return (
    <ul className={css.list} role={asked ? 'alert' : undefined} aria-label={t('editor.findings')}>
      {told.map(({ fault, cure }) => (
        <li key={`${fault.at} ${fault.code}`}>
          <Icon name={fault.hard ? 'failed' : 'look'} small className={fault.hard ? css.hard : css.soft} />
          <span>
            {(fault.at.startsWith('/buttons/') || fault.at.startsWith('/cards/')) && (
              <b>
                <Place at={fault.at} />{' '}
              </b>
            )}
            {fault.message}
            {cure !== undefined && (
              <Button size="compact-xs" variant="subtle" onClick={() => onChange(cure.apply(draft))}>
                {t(cure.word, cure.values)}
              </Button>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Place({ at }: { readonly at: string }): ReactNode {
  const { t } = useWords();
  const place = placeWords(at);
  return t('editor.place', { place: t(place.word, place.values) });
}
