import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { sayLimit, sayQuality } from '#web/part/businessNumber.ts';
import { capital } from '#web/part/capital.ts';
import { Icon, type IconName } from '#web/ui/Icon.tsx';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { useNow } from '#web/ui/now.ts';
import { ConcernRow } from './ConcernRow.tsx';
import css from './Health.module.css';
import { concernsOf, sentence, type Status } from './verdict.ts';

/** Is anything wrong? What needs a person comes first with its cure; below, every part as it answered. */
export function Health(props: { readonly status: Status }): ReactNode {
  const { t, bytes, phone, relative, locale } = useWords();
  const now = useNow();
  const { database, numbers, webhooks, queue, templates } = props.status;
  const concerns = concernsOf(props.status);
  const heard = webhooks.last_at === null ? t('home.webhooks_never') : t('home.webhooks_last', { ago: relative(webhooks.last_at, now) });

  return (
    <Section title={t('home.health')}>
      {concerns.length === 0 ? (
        <p className={css.fine}>
          <Icon name="check" />
          {t('home.health_fine')}
        </p>
      ) : (
        <ul className={css.concerns}>
          {concerns.map((concern, at) => (
            <ConcernRow key={at} concern={concern} />
          ))}
        </ul>
      )}
      <ul className={css.parts} aria-label={t('home.health_all')}>
        <Part
          icon={database.ok ? 'check' : 'failed'}
          ok={database.ok}
          name={t('home.database')}
          text={database.ok ? t('home.database_ok', { version: database.version, size: bytes(database.bytes) }) : t('home.database_down')}
        />
        {numbers.map((number) => (
          <Part
            key={number.id}
            icon={number.state === 'ready' ? 'check' : 'pause'}
            ok={number.state === 'ready'}
            name={<Link to="/settings/numbers">{phone(number.display_phone)}</Link>}
            text={
              number.state === 'ready'
                ? capital(
                    [
                      t('home.number_ready', { quality: sayQuality(number.quality, t) }),
                      ...(number.messaging_limit === null ? [] : [sayLimit(number.messaging_limit, t)]),
                      t('home.number_speed', { speed: number.throughput_per_second }),
                    ].join(', '),
                    locale,
                  )
                : sentence(number.pause_reason ?? t('settings.number_paused'))
            }
          />
        ))}
        <Part
          icon={webhooks.aside > 0 ? 'look' : 'check'}
          ok={webhooks.aside === 0}
          name={t('home.webhooks')}
          text={webhooks.waiting > 0 ? `${heard}, ${t('home.webhooks_waiting', { n: webhooks.waiting })}` : heard}
        />
        <Part
          icon={queue.failed > 0 ? 'look' : 'check'}
          ok={queue.failed === 0}
          name={t('home.queue')}
          text={queue.waiting === 0 ? t('home.queue_idle') : t('home.queue_waiting', { n: queue.waiting })}
        />
        <Part
          icon={templates.rejected > 0 ? 'look' : 'check'}
          ok={templates.rejected === 0}
          name={<Link to="/templates">{t('home.templates')}</Link>}
          text={t('home.templates_state', { approved: templates.approved, pending: templates.pending })}
        />
      </ul>
    </Section>
  );
}

function Part(props: { readonly icon: IconName; readonly ok: boolean; readonly name: ReactNode; readonly text: string }): ReactNode {
  return (
    <li data-ok={props.ok || undefined}>
      <Icon name={props.icon} small />
      <div>
        <b>{props.name}</b>
        <span>{props.text}</span>
      </div>
    </li>
  );
}
