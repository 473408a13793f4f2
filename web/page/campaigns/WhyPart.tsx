import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { CampaignChoices } from '#core/contract/campaigns.ts';
import { queries } from '#web/api/queries.ts';
import { PickWord } from '#web/part/PickWord.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Composer.module.css';
import { isShopFact, shopFactWords, topicsOf } from './why.ts';

type Props = { readonly choices: Pick<CampaignChoices, 'topic' | 'reason'>; readonly onChange: (change: Partial<CampaignChoices>) => void };

/** What it is about and why now: the two things people judge a message by, and what they do to the measure. */
export function WhyPart({ choices, onChange }: Props): ReactNode {
  const { t } = useWords();
  const tags = useQuery(queries.contacts.fields()).data?.tags ?? [];
  const topics = topicsOf(tags, choices.topic);
  const none = '';
  const reasons = choices.reason === null || isShopFact(choices.reason) ? [] : [{ value: choices.reason, label: choices.reason }];
  return (
    <section className={css.ask} id="why">
      <h2>{t('compose.why')}</h2>
      <p className={css.rule}>
        {t('compose.about')}{' '}
        <PickWord
          label={t('compose.topic')}
          value={choices.topic ?? none}
          placeholder={t('compose.topic_none')}
          options={[{ value: none, label: t('compose.topic_none') }, ...topics.map((topic) => ({ value: topic, label: topic }))]}
          onPick={(topic) => onChange({ topic: topic === none ? null : topic })}
          foot={topics.length === 0 ? <span>{t('compose.topic_how')}</span> : undefined}
        />{' '}
        {t('compose.because')}{' '}
        <PickWord
          label={t('compose.reason')}
          value={choices.reason ?? none}
          placeholder={t('compose.reason_none')}
          options={[
            { value: none, label: t('compose.reason_none') },
            ...Object.entries(shopFactWords).map(([kind, word]) => ({ value: kind, label: t(word) })),
            ...reasons,
          ]}
          onPick={(reason) => onChange({ reason: reason === none ? null : reason })}
        />
        .
      </p>
      <p className={css.quiet}>
        {t(choices.topic === null ? 'compose.topic_none_about' : 'compose.topic_about')}{' '}
        {t(choices.reason === null ? 'compose.reason_none_about' : 'compose.reason_about')}
      </p>
    </section>
  );
}
