import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { sayQuality } from '#web/part/businessNumber.ts';
import type { Voice } from '#web/ui/words/WordsProvider.tsx';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Health.module.css';
import { type Concern, sentence } from './verdict.ts';

/** One thing that is wrong: what, what to do, and where. */
export function ConcernRow(props: { readonly concern: Concern }): ReactNode {
  const voice = useWords();
  const { title, cure, act } = sayConcern(props.concern, voice);
  const grave = props.concern.kind === 'database' || props.concern.kind === 'number_paused';
  return (
    <li className={css.concern} data-grave={grave || undefined}>
      <Icon name={grave ? 'stop' : 'look'} />
      <div>
        <b>{title}</b>
        <p>{cure}</p>
        {act}
      </div>
    </li>
  );
}

function sayConcern(concern: Concern, { t, phone }: Voice): { title: string; cure: string; act?: ReactNode } {
  switch (concern.kind) {
    case 'database':
      return { title: `${t('home.database')} ${t('home.database_down')}`, cure: t('home.database_cure') };
    case 'no_number':
      return { title: t('home.number_none'), cure: t('home.number_none_cure'), act: <Link to="/settings/numbers">{t('home.number_connect')}</Link> };
    case 'number_paused':
      return {
        title: t('home.number_paused', { number: phone(concern.name) }),
        cure: t('home.number_paused_cure', { reason: sentence(concern.reason) }).trim(),
        act: <Link to="/settings/numbers">{t('home.number_open')}</Link>,
      };
    case 'number_quality':
      return {
        title: t('shell.named', { name: phone(concern.name), value: t('home.number_quality_low', { quality: sayQuality(concern.quality, t) }) }),
        cure: t('home.number_quality_cure'),
        act: <Link to="/settings/numbers">{t('home.number_open')}</Link>,
      };
    case 'webhooks_aside':
      return {
        title: t('home.webhooks_aside', { n: concern.count }),
        cure: t('home.webhooks_aside_cure'),
        act: <Link to="/settings/webhooks">{t('home.webhooks_open')}</Link>,
      };
    case 'queue_failed':
      return { title: t('home.queue_failed', { n: concern.count }), cure: t('home.queue_failed_cure') };
    case 'templates_rejected':
      return {
        title: t('home.templates_rejected', { n: concern.count }),
        cure: t('home.templates_rejected_cure'),
        act: <Link to="/templates">{t('home.templates_open')}</Link>,
      };
  }
}
