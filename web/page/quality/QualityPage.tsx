import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { QualityTimeline } from '#core/contract/quality.ts';
import { queries } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { sayLimit, sayQuality } from '#web/part/businessNumber.ts';
import { Chip, type ChipTone } from '#web/ui/Chip.tsx';
import { EmptyFace } from '#web/ui/Faces.tsx';
import { LinkButton } from '#web/ui/LinkButton.tsx';
import { useNow } from '#web/ui/now.ts';
import { Page } from '#web/ui/Page.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { ChangeList } from './ChangeList.tsx';
import { Failures } from './Failures.tsx';
import { Guards } from './Guards.tsx';
import css from './Quality.module.css';
import { QualityPicture } from './QualityPicture.tsx';
import { type QualitySearch, qualitySpans } from './search.ts';
import { SuspectList } from './SuspectList.tsx';

const address = getRouteApi('/inside/quality');
const daysShown = 28;
const dayMilliseconds = 86_400_000;

/** How Meta rates our numbers and templates, beside what was sent: and what may have caused a fall. */
export function QualityPage(): ReactNode {
  const { t } = useWords();
  const search = address.useSearch();
  const span = useSpan(search.days ?? daysShown);
  const { number, template } = search;
  const timeline = useQuery({
    ...queries.quality.timeline({ query: { ...span, ...(number === undefined ? {} : { number }), ...(template === undefined ? {} : { template }) } }),
    placeholderData: (before) => before,
  });
  return (
    <Page title={t('quality.title')} lead={t('quality.lead')}>
      <Asked of={timeline}>
        {(found) =>
          found.numbers.length === 0 ? (
            <EmptyFace
              title={t('quality.empty_title')}
              text={t('quality.empty_text')}
              act={<LinkButton to="/settings/numbers">{t('quality.empty_act')}</LinkButton>}
            />
          ) : (
            <>
              <Numbers timeline={found} />
              <Filters search={search} numbers={found.numbers} />
              <QualityPicture timeline={found} />
              <SuspectList number={number} before={search.before} />
              <ChangeList changes={found.changes} />
              <Failures timeline={found} />
              <Guards number={number} />
            </>
          )
        }
      </Asked>
    </Page>
  );
}

/** The span ends with the server's present; the beginning moves with the day, so that the cache is not asked anew each second. */
function useSpan(days: number): { from?: string } {
  const now = useNow(3600);
  return days === daysShown ? {} : { from: new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000 - days * dayMilliseconds).toISOString() };
}

const tones: Readonly<Record<string, ChipTone>> = { GREEN: 'on', YELLOW: 'look', RED: 'stopped' };

function Numbers({ timeline }: { readonly timeline: QualityTimeline }): ReactNode {
  const { t, phone, relative } = useWords();
  const now = useNow();
  return (
    <ul className={css.numbers}>
      {timeline.numbers.map((number) => (
        <li key={number.id}>
          <b>{phone(number.display_phone)}</b>
          <Chip tone={tones[number.quality] ?? 'plain'}>{sayQuality(number.quality, t)}</Chip>
          {number.state === 'paused' && <Chip tone="stopped">{t('settings.number_paused')}</Chip>}
          <span>
            {t('quality.limit_checked', {
              limit: sayLimit(number.limit_text, t),
              when: number.checked_at === null ? t('quality.never_read') : relative(number.checked_at, now),
            })}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Filters({ search, numbers }: { readonly search: QualitySearch; readonly numbers: QualityTimeline['numbers'] }): ReactNode {
  const { t, phone } = useWords();
  const navigate = address.useNavigate();
  const templates = useQuery(queries.templates.list({ query: { limit: 200 } }));
  const change = (next: Partial<QualitySearch>) => void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  return (
    <div className={css.filters}>
      <Select
        label={t('quality.number')}
        clearable
        placeholder={t('quality.number_all')}
        data={numbers.map(({ id, display_phone }) => ({ value: id, label: phone(display_phone) }))}
        value={search.number ?? null}
        onChange={(value) => change({ number: value ?? undefined })}
      />
      <Select
        label={t('quality.template')}
        clearable
        searchable
        placeholder={t('quality.template_all')}
        data={(templates.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={search.template ?? null}
        onChange={(value) => change({ template: value ?? undefined })}
      />
      <Select
        label={t('quality.span')}
        allowDeselect={false}
        data={qualitySpans.map((days) => ({ value: String(days), label: t('quality.span_days', { days }) }))}
        value={String(search.days ?? daysShown)}
        onChange={(value) => change({ days: qualitySpans.find((days) => String(days) === value) })}
      />
    </div>
  );
}
