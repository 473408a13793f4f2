import { SegmentedControl, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { GalleryTemplate } from '#core/contract/templates.ts';
import { queries } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { capital } from '#web/part/capital.ts';
import { EmptyFace } from '#web/ui/Faces.tsx';
import { Icon } from '#web/ui/Icon.tsx';
import { LinkButton } from '#web/ui/LinkButton.tsx';
import { Page } from '#web/ui/Page.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { momentsOf, momentWord, shownTranslation } from './gallery.ts';
import css from './Gallery.module.css';
import { PhoneThumb } from './PhoneThumb.tsx';

/** Templates of our own by moment of the journey, as phones, to begin from. */
export function GalleryPage(): ReactNode {
  const { t, language: reader } = useWords();
  const { language = reader, moment } = useSearch({ from: '/inside/templates/gallery' });
  const [words, setWords] = useState('');
  const asked = useQuery(queries.templates.gallery());
  return (
    <Page title={t('gallery.title')} lead={t('gallery.lead')} trail={<Link to="/templates">{t('templates.title')}</Link>}>
      <Asked of={asked}>
        {({ items }) => {
          const wanted = words.trim().toLocaleLowerCase();
          const found = items.filter(
            (item) =>
              (moment === undefined || item.moment === moment) &&
              (wanted === '' || `${item.title} ${item.about} ${item.moment}`.toLocaleLowerCase().includes(wanted)),
          );
          return (
            <>
              <div className={css.filters}>
                <TextInput
                  type="search"
                  aria-label={t('gallery.search')}
                  placeholder={t('gallery.search')}
                  leftSection={<Icon name="find" small />}
                  value={words}
                  onChange={(event) => setWords(event.currentTarget.value)}
                />
                <Languages items={items} language={language} />
              </div>
              <Moments items={items} moment={moment} />
              {found.length === 0 && <EmptyFace title={t('gallery.none_title')} text={t('gallery.none_text')} />}
              <ul className={css.grid}>
                {found.map((model) => (
                  <Model key={model.key} model={model} language={language} />
                ))}
              </ul>
            </>
          );
        }}
      </Asked>
    </Page>
  );
}

function Languages({ items, language }: { readonly items: readonly GalleryTemplate[]; readonly language: string }): ReactNode {
  const { t, languageName, locale } = useWords();
  const navigate = useNavigate();
  const codes = [...new Set(items.flatMap((item) => item.translations.map((each) => each.language)))];
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('templates.language')}
      value={codes.find((code) => code === language) ?? codes.find((code) => code.startsWith(language.slice(0, 2))) ?? codes[0] ?? ''}
      onChange={(picked) => void navigate({ to: '/templates/gallery', search: (now) => ({ ...now, language: picked }), replace: true })}
      data={codes.map((code) => ({ value: code, label: capital(languageName(code.split('_')[0] ?? code), locale) }))}
    />
  );
}

function Moments({ items, moment }: { readonly items: readonly GalleryTemplate[]; readonly moment: string | undefined }): ReactNode {
  const { t } = useWords();
  const navigate = useNavigate();
  const go = (picked: string | undefined) => void navigate({ to: '/templates/gallery', search: (now) => ({ ...now, moment: picked }), replace: true });
  return (
    <div className={css.moments} role="group" aria-label={t('gallery.moments')}>
      <button type="button" aria-pressed={moment === undefined} onClick={() => go(undefined)}>
        {t('gallery.every_moment')}
      </button>
      {momentsOf(items).map((each) => {
        const word = momentWord(each);
        return (
          <button key={each} type="button" aria-pressed={each === moment} onClick={() => go(each)}>
            {word === undefined ? each : t(word)}
          </button>
        );
      })}
    </div>
  );
}

function Model({ model, language }: { readonly model: GalleryTemplate; readonly language: string }): ReactNode {
  const { t } = useWords();
  const shown = shownTranslation(model, language);
  const word = momentWord(model.moment);
  return (
    <li className={css.model}>
      {shown !== undefined && <PhoneThumb content={shown.content} language={shown.language} />}
      <h2>{model.title}</h2>
      <p>{model.about}</p>
      <p className={css.meta}>
        {word === undefined ? model.moment : t(word)} · {t(`templates.category_${model.category}`)}
      </p>
      <LinkButton to="/templates/new" search={{ from: model.key, language }} aria-label={t('gallery.begin_with', { title: model.title })}>
        {t('gallery.begin')}
      </LinkButton>
    </li>
  );
}
