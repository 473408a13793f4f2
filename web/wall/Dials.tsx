import { NumberInput, SegmentedControl } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Settings, SettingsPatch, World } from '#core/rehearsal/rehearsal.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { control } from './control.ts';
import css from './Wall.module.css';

/** How the rehearsal behaves: its people, its review of templates, its speed. */
export function Dials({ settings, webhooks }: { settings: Settings; webhooks: World['webhooks'] }): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const set = useMutation({ mutationFn: (patch: SettingsPatch) => control.set(patch), onSuccess: () => client.invalidateQueries({ queryKey: ['world'] }) });
  return (
    <div className={css.dials}>
      <section>
        <h2>{t('wall.people')}</h2>
        <SegmentedControl
          size="xs"
          value={settings.people}
          onChange={(people) => (people === 'still' || people === 'alive' || people === 'everybody_reads') && set.mutate({ people })}
          data={[
            { value: 'alive', label: t('wall.alive') },
            { value: 'still', label: t('wall.still') },
            { value: 'everybody_reads', label: t('wall.everybodyReads') },
          ]}
        />
        <p>{t(settings.people === 'alive' ? 'wall.aliveHelp' : settings.people === 'still' ? 'wall.stillHelp' : 'wall.everybodyReadsHelp')}</p>
      </section>
      <section>
        <h2>{t('wall.review')}</h2>
        <SegmentedControl
          size="xs"
          value={settings.template_review}
          onChange={(review) => (review === 'rules' || review === 'approve' || review === 'manual') && set.mutate({ template_review: review })}
          data={[
            { value: 'rules', label: t('wall.reviewRules') },
            { value: 'approve', label: t('wall.reviewApprove') },
            { value: 'manual', label: t('wall.reviewManual') },
          ]}
        />
        <p>{t('wall.reviewHelp')}</p>
      </section>
      <section>
        <h2>{t('wall.network')}</h2>
        <NumberInput
          size="xs"
          label={t('wall.deliveredDelay')}
          suffix=" ms"
          min={0}
          max={3_600_000}
          step={100}
          value={settings.delivered_delay_ms}
          onChange={(value) => typeof value === 'number' && set.mutate({ delivered_delay_ms: value })}
        />
        <p>{t('wall.webhooks', { waiting: webhooks.waiting, failing: webhooks.failing })}</p>
      </section>
      {set.isError ? (
        <p className={css.problem} role="alert">
          {set.error.message}
        </p>
      ) : null}
    </div>
  );
}
