import { Button, Menu, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { TemplatePatch } from '#core/rehearsal/rehearsal.ts';
import { Chip, type ChipTone } from '#web/ui/Chip.tsx';
import { LoadingLines } from '#web/ui/Faces.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { control, type TemplateReport } from '../control.ts';
import css from './Desk.module.css';
import { Problem } from './Problem.tsx';

const statuses = ['APPROVED', 'PENDING', 'REJECTED', 'PAUSED', 'DISABLED', 'IN_APPEAL', 'LIMIT_EXCEEDED'] as const;
const qualities = ['GREEN', 'YELLOW', 'RED', 'UNKNOWN'] as const;
const categories = ['MARKETING', 'UTILITY', 'AUTHENTICATION'] as const;

/** The reviewer's table: templates with what Meta would do to them. */
export function TemplatesDesk(): ReactNode {
  const { t } = useWords();
  const templates = useQuery({ queryKey: ['templates'], queryFn: control.templates, staleTime: 0 });
  const all = templates.data?.templates ?? [];
  // What waits for a verdict stands first.
  const sorted = all.toSorted((a, b) => Number(b.status === 'PENDING') - Number(a.status === 'PENDING') || a.name.localeCompare(b.name));
  if (templates.isPending) return <LoadingLines />;
  return (
    <>
      <p className={css.lead}>{t('desk.templatesLead', { templates: all.length })}</p>
      <Problem error={templates.error} />
      {all.length === 0 ? <p>{t('desk.templatesEmpty')}</p> : null}
      <ul className={css.log}>
        {sorted.map((template) => (
          <Template key={template.id} template={template} />
        ))}
      </ul>
    </>
  );
}

const tones: Readonly<Record<string, ChipTone>> = { APPROVED: 'on', REJECTED: 'stopped', DISABLED: 'stopped', PAUSED: 'look', PENDING: 'look' };

function Template({ template }: { template: TemplateReport }): ReactNode {
  const { t, languageName } = useWords();
  const client = useQueryClient();
  const [reason, setReason] = useState('INVALID_FORMAT');
  const change = useMutation({
    mutationFn: (patch: Partial<TemplatePatch>) => control.changeTemplate(template.id, patch),
    onSettled: () => client.invalidateQueries({ queryKey: ['templates'] }),
  });
  const status = statuses.find((one) => one === template.status);
  const category = categories.find((one) => one === template.category);
  const quality = qualities.find((one) => one === template.quality_score?.score);
  const body = template.components?.find((part) => part.type === 'BODY')?.text;
  return (
    <li>
      <div className={css.logLine}>
        <b className={css.name}>{template.name}</b>
        <span>
          {languageName(template.language)} · {category === undefined ? template.category : t(`desk.category_${category}`)}
        </span>
        <Chip tone={tones[template.status] ?? 'plain'}>{status === undefined ? template.status : t(`desk.status_${status}`)}</Chip>
        {quality === undefined || quality === 'UNKNOWN' ? null : <Chip>{`${t('desk.quality')}: ${t(`desk.quality_${quality}`)}`}</Chip>}
        <Change template={template} onChange={change.mutate} />
      </div>
      {body === undefined ? null : (
        <p className={css.bodyText} dir="auto">
          {body}
        </p>
      )}
      {template.status === 'PENDING' ? (
        <div className={css.row}>
          <Button size="xs" variant="filled" loading={change.isPending} onClick={() => change.mutate({ verdict: 'approve' })}>
            {t('desk.approve')}
          </Button>
          <TextInput size="xs" aria-label={t('desk.rejectWhy')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          <Button size="xs" loading={change.isPending} onClick={() => change.mutate({ verdict: 'reject', reason })}>
            {t('desk.reject')}
          </Button>
        </div>
      ) : null}
      <Problem error={change.error} />
    </li>
  );
}

function Change({ template, onChange }: { template: TemplateReport; onChange: (patch: Partial<TemplatePatch>) => void }): ReactNode {
  const { t } = useWords();
  return (
    <Menu>
      <Menu.Target>
        <Button size="compact-xs" variant="subtle" aria-label={`${t('desk.change')}: ${template.name}`}>
          {t('desk.change')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('desk.status')}</Menu.Label>
        {statuses.map((status) => (
          <Menu.Item key={status} disabled={status === template.status} onClick={() => onChange({ status })}>
            {t(`desk.status_${status}`)}
          </Menu.Item>
        ))}
        <Menu.Label>{t('desk.quality')}</Menu.Label>
        {qualities.map((quality) => (
          <Menu.Item key={quality} onClick={() => onChange({ quality })}>
            {t(`desk.quality_${quality}`)}
          </Menu.Item>
        ))}
        <Menu.Label>{t('desk.category')}</Menu.Label>
        {categories.map((category) => (
          <Menu.Item key={category} disabled={category === template.category} onClick={() => onChange({ category })}>
            {t(`desk.category_${category}`)}
          </Menu.Item>
        ))}
        <Menu.Label>{t('desk.correctCategory')}</Menu.Label>
        {categories.map((category) => (
          <Menu.Item key={category} disabled={category === template.category} onClick={() => onChange({ correct_category: category })}>
            {t(`desk.category_${category}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
