import { Button, Select, TextInput } from '@mantine/core';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Template } from '#core/contract/templates.ts';
import { api } from '#web/api/api.ts';
import { pages } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { capital } from '#web/part/capital.ts';
import { tellDone, tellProblem } from '#web/part/tell.ts';
import { translationWord } from '#web/part/translation.ts';
import { EmptyFace } from '#web/ui/Faces.tsx';
import { Icon } from '#web/ui/Icon.tsx';
import { LinkButton } from '#web/ui/LinkButton.tsx';
import { Page } from '#web/ui/Page.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { isFound } from './find.ts';
import { allStates } from './history.ts';
import type { ListSearch } from './search.ts';
import { TemplateLine } from './TemplateLine.tsx';
import css from './Templates.module.css';

/** All templates with the review state of each language; states change by themselves while Meta looks. */
export function TemplatesPage(): ReactNode {
  const { t } = useWords();
  const search = useSearch({ from: '/inside/templates' });
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
          <LinkButton to="/templates/gallery" search={{}} leftSection={<Icon name="image" small />}>
            {t('gallery.title')}
          </LinkButton>
          <LinkButton to="/templates/new" search={{}} variant="filled" leftSection={<Icon name="plus" small />}>
            {t('templates.write')}
          </LinkButton>
        </>
      }
    >
      <Asked of={list}>
        {(found) => {
          const all = found.pages.flatMap((page) => page.items);
          return all.length === 0 ? <Nothing /> : <Listed all={all} search={search} />;
        }}
      </Asked>
      {list.hasNextPage && (
        <Button mt="lg" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('shell.load_more')}
        </Button>
      )}
    </Page>
  );
}

function Nothing(): ReactNode {
  const { t } = useWords();
  return (
    <EmptyFace
      title={t('templates.empty_title')}
      text={t('templates.empty_text')}
      act={
        <>
          <LinkButton to="/templates/gallery" search={{}} variant="filled">
            {t('gallery.open')}
          </LinkButton>
          <LinkButton to="/templates/new" search={{}}>
            {t('templates.write')}
          </LinkButton>
        </>
      }
    />
  );
}

function Listed({ all, search }: { readonly all: readonly Template[]; readonly search: ListSearch }): ReactNode {
  const { t, languageName, locale } = useWords();
  const navigate = useNavigate();
  const set = (next: ListSearch) => void navigate({ to: '/templates', search: { ...search, ...next }, replace: true });
  const states = allStates.filter((state) => all.some((each) => each.translations.some((one) => one.state === state)));
  const languages = [...new Set(all.flatMap((each) => each.translations.map((one) => one.language)))].sort();
  const found = all.filter((template) => isFound(template, search));
  return (
    <>
      <div className={css.filters}>
        <TextInput
          type="search"
          aria-label={t('templates.search')}
          placeholder={t('templates.search')}
          leftSection={<Icon name="find" small />}
          value={search.q ?? ''}
          onChange={(event) => set({ q: event.currentTarget.value === '' ? undefined : event.currentTarget.value })}
        />
        <Select
          aria-label={t('templates.state')}
          placeholder={t('templates.any_state')}
          clearable
          value={search.state ?? null}
          data={states.map((state) => ({ value: state, label: t(translationWord(state)) }))}
          onChange={(state) => set({ state: state ?? undefined })}
        />
        <Select
          aria-label={t('templates.language')}
          placeholder={t('templates.any_language')}
          clearable
          value={search.language ?? null}
          data={languages.map((code) => ({ value: code, label: capital(languageName(code), locale) }))}
          onChange={(language) => set({ language: language ?? undefined })}
        />
      </div>
      {found.length === 0 ? (
        <EmptyFace
          title={t('templates.none_found')}
          text={t('templates.none_found_text')}
          act={<Button onClick={() => void navigate({ to: '/templates', search: {}, replace: true })}>{t('templates.show_all')}</Button>}
        />
      ) : (
        <ul className={css.list}>
          {found.map((template) => (
            <TemplateLine key={template.id} template={template} />
          ))}
        </ul>
      )}
    </>
  );
}
