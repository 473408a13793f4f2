import { Popover } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { queries } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { LoadingLines } from '#web/ui/Faces.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Etr.module.css';
import { EtrReasons, EtrScores } from './EtrScores.tsx';

/** One person's score; a click says why. */
export function EtrChip(props: { readonly campaign: string; readonly contact: string; readonly score: number }): ReactNode {
  const { t } = useWords();
  return (
    <Popover withArrow trapFocus returnFocus position="bottom">
      <Popover.Target>
        <button type="button" className={css.chip}>
          {t('compose.etr_chip', { score: props.score })}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <Reasons campaign={props.campaign} contact={props.contact} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Reasons({ campaign, contact }: { readonly campaign: string; readonly contact: string }): ReactNode {
  const { t } = useWords();
  const asked = useQuery(queries.campaigns.etr({ params: { id: campaign, contact } }));
  return (
    <div className={css.person}>
      <Asked of={asked} loading={<LoadingLines lines={4} />}>
        {(found) => (
          <>
            <b>{t(found.score < found.threshold ? 'compose.etr_unwelcome' : 'compose.etr_welcome', { name: found.name })}</b>
            <EtrScores of={found} low={found.threshold} />
            <EtrReasons reasons={found.reasons} people={1} />
          </>
        )}
      </Asked>
    </div>
  );
}
