import { ActionIcon, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useMemo, useState } from 'react';
import type { CampaignChoices, Plan } from '#core/contract/campaigns.ts';
import { queries } from '#web/api/queries.ts';
import { capital } from '#web/part/capital.ts';
import { PhonePreview } from '#web/part/PhonePreview.tsx';
import { templateCard } from '#web/part/templateCard.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { EtrChip } from './EtrChip.tsx';
import css from './SeenAs.module.css';
import { shownLanguage } from './freeBodies.ts';
import { useFreePreview } from '#web/part/free/useFreePreview.ts';

type Sample = Plan['samples'][number];
type Props = {
  readonly campaign: string;
  readonly choices: CampaignChoices;
  readonly plan: Plan | undefined;
  /** Which of the samples, counted without end; the composer's keys turn it too. */
  readonly at: number;
  readonly onTurn: (by: 1 | -1) => void;
  /** The language in which the free message is written now. */
  readonly freeLanguage?: string | undefined;
};

const noValues: Readonly<Record<string, string>> = {};

/** The message as some of the people will see it, one after the other; before there is a plan, with the template's samples. */
export function SeenAs(props: Props): ReactNode {
  const { campaign, choices, plan, at, onTurn } = props;
  const { t } = useWords();
  const [view, setView] = useState<'theirs' | 'free'>('theirs');
  const template = useQuery({ ...queries.templates.get({ params: { id: choices.template ?? '' } }), enabled: choices.template !== null });
  const approved = template.data?.translations.filter((each) => each.state === 'approved') ?? [];
  const model = approved.find((each) => each.language === props.freeLanguage) ?? approved[0];
  const values = useMemo(() => model?.content.samples ?? noValues, [model]);
  const freeLanguage = shownLanguage(Object.keys(choices.free ?? {}), choices.free, props.freeLanguage);
  const free = useFreePreview(freeLanguage === undefined ? null : (choices.free?.[freeLanguage] ?? null), values);
  const fitting = plan !== undefined && plan.template.id === choices.template ? plan.samples : [];
  const place = fitting.length === 0 ? 0 : ((at % fitting.length) + fitting.length) % fitting.length;
  const sample = fitting[place];

  if (choices.template === null && free === undefined) return <p className={css.nothing}>{t('campaigns.seen_nothing')}</p>;
  const isFree = free !== undefined && (view === 'free' || choices.template === null);
  const shown =
    isFree || sample === undefined
      ? model !== undefined || isFree
        ? {
            content: isFree ? free : model === undefined ? undefined : templateCard(model.content, model.content.samples),
            language: (isFree ? freeLanguage : model?.language) ?? 'en',
          }
        : undefined
      : { content: sample.content, language: sample.language };
  return (
    <div className={css.seen}>
      {free !== undefined && (
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('compose.view')}
          value={isFree ? 'free' : 'theirs'}
          onChange={(picked) => setView(picked === 'free' ? 'free' : 'theirs')}
          data={[
            { value: 'theirs', label: t('compose.view_theirs') },
            { value: 'free', label: t('compose.view_free') },
          ]}
        />
      )}
      {shown?.content !== undefined && (
        <PhonePreview
          content={shown.content}
          language={shown.language}
          number={choices.number}
          switches
          above={
            sample === undefined || isFree ? (
              <p className={css.who}>{t(isFree ? 'compose.seen_free' : 'campaigns.seen_samples')}</p>
            ) : (
              <Turner campaign={campaign} sample={sample} place={place} all={fitting.length} hasFree={choices.free !== null} onTurn={onTurn} />
            )
          }
        />
      )}
    </div>
  );
}

type TurnerProps = {
  readonly campaign: string;
  readonly sample: Sample;
  readonly place: number;
  readonly all: number;
  readonly hasFree: boolean;
  readonly onTurn: (by: 1 | -1) => void;
};

/** Whose eyes these are, which message they get, how welcome it is; and the way to the next person. */
function Turner({ campaign, sample, place, all, hasFree, onTurn }: TurnerProps): ReactNode {
  const { t, languageName, locale } = useWords();
  const byKey = (event: KeyboardEvent) => {
    if (event.altKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
    onTurn(event.key === 'ArrowLeft' ? -1 : 1);
  };
  return (
    <div className={css.turn} role="group" aria-label={t('campaigns.seen_by')}>
      <ActionIcon aria-label={t('campaigns.person_before')} disabled={all < 2} onClick={() => onTurn(-1)} onKeyDown={byKey} variant="default" radius="xl">
        <Icon name="back" small />
      </ActionIcon>
      <div className={css.who}>
        <p aria-live="polite">
          <b>{t('campaigns.as_seen', { name: sample.name })}</b>
          <span>{t('campaigns.sample_of', { language: capital(languageName(sample.language), locale), place: place + 1, all })}</span>
        </p>
        <p className={css.marks}>
          {hasFree && <span>{t(sample.free ? 'compose.gets_free' : 'compose.gets_template')}</span>}
          {sample.score !== null && <EtrChip campaign={campaign} contact={sample.contact} score={sample.score} />}
        </p>
      </div>
      <ActionIcon aria-label={t('campaigns.person_next')} disabled={all < 2} onClick={() => onTurn(1)} onKeyDown={byKey} variant="default" radius="xl">
        <Icon name="next" small />
      </ActionIcon>
    </div>
  );
}
