import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Template, TemplateVersion, Translation } from '#core/contract/templates.ts';
import { api } from '#web/api/api.ts';
import { queries } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { tellDone, tellProblem } from '#web/part/tell.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { isLocked, isSameContent } from './standing.ts';
import css from './Versions.module.css';
import { VersionDiff } from './VersionDiff.tsx';

type Props = { readonly template: Template; readonly translation: Translation };

/** What was handed to Meta, the newest first; one opens to what changed from the one before, in words and on two phones. */
export function Versions({ template, translation }: Props): ReactNode {
  const { t } = useWords();
  const asked = useQuery(queries.templates.versions({ params: { id: template.id }, query: { language: translation.language } }));
  return (
    <Section title={t('templates.versions')}>
      <Asked of={asked}>
        {({ items }) => {
          const newest = items.toSorted((one, other) => other.version - one.version);
          if (newest.length === 0) return <p className={css.none}>{t('templates.versions_none')}</p>;
          return (
            <ol className={css.list}>
              {newest.map((version, place) => (
                <VersionLine key={version.version} template={template} translation={translation} version={version} before={newest[place + 1]} />
              ))}
            </ol>
          );
        }}
      </Asked>
    </Section>
  );
}

function VersionLine(props: Props & { readonly version: TemplateVersion; readonly before: TemplateVersion | undefined }): ReactNode {
  const { template, translation, version, before } = props;
  const { t, dateTime } = useWords();
  const [opened, setOpened] = useState(false);
  const client = useQueryClient();
  const restore = useMutation({
    mutationFn: () => api.templates.revise({ params: { id: template.id }, body: { language: translation.language, content: version.content } }),
    onSuccess: () => tellDone(t('templates.restored', { nth: version.version })),
    onError: (error) => tellProblem(error, t),
    onSettled: () => client.invalidateQueries({ queryKey: ['templates'] }),
  });
  const isNow = isSameContent(version.content, translation.revision ?? translation.content);
  return (
    <li>
      <div className={css.line}>
        <button type="button" className={css.open} aria-expanded={opened} onClick={() => setOpened(!opened)}>
          <Icon name={opened ? 'down' : 'next'} small />
          <b>{t('templates.version_nth', { nth: version.version })}</b>
          <time dateTime={version.at}>{dateTime(version.at)}</time>
          <span>{version.by ?? t('templates.by_meta')}</span>
          <span>{before === undefined ? t('templates.first_version') : t('templates.changes', { n: version.changes.length })}</span>
        </button>
        {!isNow && isLocked(translation) === undefined && (
          <Button size="compact-sm" loading={restore.isPending} onClick={() => restore.mutate()}>
            {t('templates.restore')}
          </Button>
        )}
      </div>
      {opened && <VersionDiff language={translation.language} version={version} before={before} />}
    </li>
  );
}
