import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { QualityChange } from '#core/contract/quality.ts';
import { Chip } from '#web/ui/Chip.tsx';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Quality.module.css';

const address = getRouteApi('/inside/quality');

/** What changed, newest first; what got worse can be asked about. */
export function ChangeList({ changes }: { readonly changes: readonly QualityChange[] }): ReactNode {
  const { t } = useWords();
  return (
    <Section title={t('quality.changes')}>
      {changes.length === 0 ? (
        <p className={css.quiet}>{t('quality.changes_none')}</p>
      ) : (
        <ul className={css.changes}>
          {changes.toReversed().map((change, place) => (
            <ChangeRow key={`${change.at} ${place}`} change={change} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function ChangeRow({ change }: { readonly change: QualityChange }): ReactNode {
  const { t, dateTime, phone } = useWords();
  const navigate = address.useNavigate();
  const name = change.number === null || change.campaign !== null ? change.name : phone(change.name);
  return (
    <li>
      <time dateTime={change.at}>{dateTime(change.at)}</time>
      <div>
        {change.campaign === null ? (
          <b>{name}</b>
        ) : (
          <Link to="/campaigns/$id/report" params={{ id: change.campaign }}>
            {name}
          </Link>
        )}{' '}
        {change.text}
        {change.turn === 'worse' && (
          <button
            type="button"
            className={css.ask}
            aria-label={`${t('quality.look_before')} ${name}, ${dateTime(change.at)}`}
            onClick={() => {
              void navigate({ search: (before) => ({ ...before, before: change.at }) });
              document.querySelector('#suspicion')?.scrollIntoView({ block: 'center' });
            }}
          >
            {t('quality.look_before')}
          </button>
        )}
      </div>
      {change.turn !== 'neither' && <Chip tone={change.turn === 'worse' ? 'stopped' : 'on'}>{t(`quality.turn_${change.turn}`)}</Chip>}
    </li>
  );
}
