import { ActionIcon } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import type { CampaignChoices, Plan } from '#core/contract/campaigns.ts';
import { queries } from '#web/api/queries.ts';
import { capital } from '#web/part/capital.ts';
import { PhonePreview } from '#web/part/PhonePreview.tsx';
import { templateCard } from '#web/part/templateCard.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './SeenAs.module.css';

type Props = { readonly choices: CampaignChoices; readonly plan: Plan | undefined };

/** The message as some of the people will see it, one after the other; before there is a plan, with the template's samples. */
export function SeenAs({ choices, plan }: Props): ReactNode {
  const { t, languageName, locale } = useWords();
  const [at, setAt] = useState(0);
  const templates = useQuery({ ...queries.templates.get({ params: { id: choices.template ?? '' } }), enabled: choices.template !== null });
  const fitting = plan !== undefined && plan.template.id === choices.template ? plan.samples : [];
  const place = fitting.length === 0 ? 0 : at % fitting.length;
  const sample = fitting[place];
  const model = templates.data?.translations.find((each) => each.state === 'approved');

  if (choices.template === null) return <p className={css.nothing}>{t('campaigns.seen_nothing')}</p>;
  if (sample === undefined) {
    return (
      <div className={css.seen}>
        {model !== undefined && (
          <PhonePreview
            above={<p className={css.who}>{t('campaigns.seen_samples')}</p>}
            content={templateCard(model.content, model.content.samples)}
            language={model.language}
            number={choices.number}
            switches
          />
        )}
      </div>
    );
  }
  const turn = (by: number) => setAt((place + by + fitting.length) % fitting.length);
  const byKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft') turn(-1);
    if (event.key === 'ArrowRight') turn(1);
  };
  return (
    <div className={css.seen}>
      <PhonePreview
        content={sample.content}
        language={sample.language}
        number={choices.number}
        switches
        above={
          <div className={css.turn} role="group" aria-label={t('campaigns.seen_by')}>
            <ActionIcon
              aria-label={t('campaigns.person_before')}
              disabled={fitting.length < 2}
              onClick={() => turn(-1)}
              onKeyDown={byKey}
              variant="default"
              radius="xl"
            >
              <Icon name="back" small />
            </ActionIcon>
            <p className={css.who} aria-live="polite">
              <b>{t('campaigns.as_seen', { name: sample.name })}</b>
              <span>{t('campaigns.sample_of', { language: capital(languageName(sample.language), locale), place: place + 1, all: fitting.length })}</span>
            </p>
            <ActionIcon
              aria-label={t('campaigns.person_next')}
              disabled={fitting.length < 2}
              onClick={() => turn(1)}
              onKeyDown={byKey}
              variant="default"
              radius="xl"
            >
              <Icon name="next" small />
            </ActionIcon>
          </div>
        }
      />
    </div>
  );
}
