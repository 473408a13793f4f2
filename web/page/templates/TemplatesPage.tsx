import { Button } from '@mantine/core';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Template } from '#core/contract/templates.ts';
import { api } from '#web/api/api.ts';
import { pages } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { tellDone, tellProblem } from '#web/part/tell.ts';
import { TranslationChip } from '#web/part/TranslationChip.tsx';
import { EmptyFace } from '#web/ui/Faces.tsx';
import { Icon } from '#web/ui/Icon.tsx';
import { LinkButton } from '#web/ui/LinkButton.tsx';
import { Page } from '#web/ui/Page.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Templates.module.css';

/** All templates with the review state of each language; states change by themselves while Meta looks. */
export function TemplatesPage(): ReactNode {
  const { t } = useWords();
  const list = useInfiniteQuery(pages.templates.list());
  const sync = useMutation({
    mutationFn: () => api.templates.sync(),
    onSuccess: ({ changed, added }) => tellDone(t('templates.synced', { changed, added })),
    onError: (error) => tellProblem(error, t),
  });

  return (
    <Page
      title={t('templates.title')}
      lead={t('templates.lead')}
      acts={
        <>
          <Button leftSection={<Icon name="refresh" small />} loading={sync.isPending} onClick={() => sync.mutate()}>
            {t('templates.sync')}
          </Button>
          <LinkButton to="/templates/new" variant="filled" leftSection={<Icon name="plus" small />}>
            {t('templates.write')}
          </LinkButton>
        </>
      }
    >
      <Asked of={list}>
        {(found) =>
          found.pages.every((page) => page.items.length === 0) ? (
            <EmptyFace
              title={t('templates.empty_title')}
              text={t('templates.empty_text')}
              act={
                <LinkButton to="/templates/new" variant="filled">
                  {t('templates.write')}
                </LinkButton>
              }
            />
          ) : (
            <ul className={css.list}>
              {found.pages
                .flatMap((page) => page.items)
                .map((template) => (
                  <TemplateLine key={template.id} template={template} />
                ))}
            </ul>
          )
        }
      </Asked>
      {list.hasNextPage && (
        <Button mt="lg" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('shell.load_more')}
        </Button>
      )}
    </Page>
  );
}

function TemplateLine({ template }: { readonly template: Template }): ReactNode {
  const { t } = useWords();
  const first = template.translations[0];
  return (
    <li className={css.line}>
      <div className={css.said}>
        <Link to="/templates/$id" params={{ id: template.id }} search={{}} className={css.name}>
          {template.name}
        </Link>
        <span className={css.category}>{t(`templates.category_${template.category}`)}</span>
        {first !== undefined && (
          <p className={css.body} dir="auto">
            {first.content.body}
          </p>
        )}
      </div>
      <div className={css.states}>
        {template.translations.map((translation) => (
          <TranslationChip key={translation.id} state={translation.state} language={translation.language} />
        ))}
      </div>
    </li>
  );
}
