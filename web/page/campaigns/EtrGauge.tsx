import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CampaignChoices } from '#core/contract/campaigns.ts';
import type { Etr } from '#core/contract/etr.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Etr.module.css';
import { EtrReasons, EtrScores } from './EtrScores.tsx';
import { bandsOf } from './etr.ts';

type Props = { readonly etr: Etr; readonly choices: Pick<CampaignChoices, 'leave_out_below'>; readonly onChange: (change: Partial<CampaignChoices>) => void };

/** Will it be welcome? How expected, timely and relevant it is, over the people who could get it, and one click to leave out who will not want it. */
export function EtrGauge({ etr, choices, onChange }: Props): ReactNode {
  const { t } = useWords();
  return (
    <>
      <EtrScores of={etr} low={etr.threshold} />
      <p className={css.sentence}>{t('compose.etr_sentence', { score: etr.score, people: etr.people })}</p>
      <Histogram etr={etr} />
      <EtrReasons reasons={etr.reasons} people={etr.people} />
      {choices.leave_out_below === null ? (
        etr.unwanted > 0 && (
          <Button
            size="xs"
            h="auto"
            py={6}
            leftSection={<Icon name="stopped" small />}
            onClick={() => onChange({ leave_out_below: Math.max(1, etr.threshold) })}
            className={css.act}
          >
            {t('compose.leave_out', { people: etr.unwanted })}
          </Button>
        )
      ) : (
        <div className={css.left}>
          <p>{t('compose.left_out', { people: etr.left_out, below: choices.leave_out_below })}</p>
          <Button size="xs" leftSection={<Icon name="undo" small />} onClick={() => onChange({ leave_out_below: null })}>
            {t('compose.take_back')}
          </Button>
        </div>
      )}
    </>
  );
}

/** How the scores lie: ten bars, those below the threshold in amber, and the table behind them. */
function Histogram({ etr }: { readonly etr: Etr }): ReactNode {
  const { t, number } = useWords();
  const bands = bandsOf(etr);
  return (
    <>
      <div className={css.histogram} role="img" aria-label={t('compose.etr_picture', { people: etr.unwanted, threshold: etr.threshold })}>
        {bands.map((band) => (
          <i key={band.from} className={band.isLow ? css.low : undefined} style={{ blockSize: `${band.share * 100}%` }} />
        ))}
      </div>
      <div className={css.axis} aria-hidden="true">
        <span>0</span>
        <span>50</span>
        <span>100</span>
      </div>
      <details className={css.more}>
        <summary>{t('compose.etr_table')}</summary>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{t('compose.etr_score')}</th>
              <th scope="col">{t('campaigns.col_people')}</th>
            </tr>
          </thead>
          <tbody>
            {bands.map((band) => (
              <tr key={band.from}>
                <th scope="row">
                  {number(band.from)}–{number(band.to)}
                </th>
                <td>{number(band.people)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}
