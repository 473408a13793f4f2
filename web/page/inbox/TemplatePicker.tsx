import { Button, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Contact } from '#core/contract/contacts.ts';
import type { Say } from '#core/contract/conversations.ts';
import type { Template, Translation } from '#core/contract/templates.ts';
import { queries } from '#web/api/queries.ts';
import { mediaUrl, templateCard } from '#web/part/templateCard.ts';
import { Bubble } from '#web/phone/Bubble.tsx';
import { bubbleOf } from '#web/phone/message.ts';
import { LinkButton } from '#web/ui/LinkButton.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Inbox.module.css';
import { fixedValues, guessValue, sendable } from './values.ts';

type Props = { readonly person: Contact; readonly sending: boolean; readonly onSend: (what: Say) => void; readonly onCancel: (() => void) | undefined };

/** Chooses an approved template for one person and fills it; what will arrive is drawn beside. */
export function TemplatePicker(props: Props): ReactNode {
  const { t } = useWords();
  const templates = useQuery(queries.templates.list({ query: { limit: 200 } }));
  const offered = (templates.data?.items ?? []).filter((template) => sendable(template, props.person.language).length > 0);
  const [chosen, setChosen] = useState<string | null>(null);
  const template = offered.find((one) => one.id === chosen);

  if (templates.isSuccess && offered.length === 0) {
    return (
      <div className={css.pickerRow}>
        <span>{t('inbox.no_templates')}</span>
        <LinkButton to="/templates" variant="default" size="sm">
          {t('inbox.to_templates')}
        </LinkButton>
      </div>
    );
  }
  return (
    <div className={css.picker}>
      <div className={css.pickerRow}>
        <Select
          className={css.grow}
          size="sm"
          searchable
          value={chosen}
          onChange={setChosen}
          disabled={templates.isPending}
          placeholder={t('inbox.choose_template')}
          aria-label={t('inbox.choose_template')}
          data={offered.map((one) => ({ value: one.id, label: `${one.name} (${t(`templates.category_${one.category}`)})` }))}
        />
        {props.onCancel === undefined ? null : (
          <Button variant="subtle" size="sm" onClick={props.onCancel}>
            {t('shell.cancel')}
          </Button>
        )}
      </div>
      {template === undefined ? null : <Filling key={template.id} template={template} {...props} />}
    </div>
  );
}

function Filling({ template, person, sending, onSend }: Props & { readonly template: Template }): ReactNode {
  const { t, languageName } = useWords();
  const languages = sendable(template, person.language);
  const [language, setLanguage] = useState(languages[0]?.language ?? '');
  const translation = languages.find((one) => one.language === language) ?? languages[0];
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  if (translation === undefined) return null;
  const values = Object.fromEntries(translation.variables.map((name) => [name, typed[name] ?? guessValue(name, person)]));
  const complete = Object.values(values).every((value) => value.trim() !== '');
  return (
    <div className={css.filling}>
      <div className={css.fields}>
        {languages.length > 1 ? (
          <Select
            size="sm"
            label={t('inbox.language')}
            value={language}
            onChange={(value) => value !== null && setLanguage(value)}
            data={languages.map((one) => ({ value: one.language, label: languageName(one.language) }))}
          />
        ) : null}
        {translation.variables.map((name) => (
          <TextInput
            key={name}
            size="sm"
            label={name}
            dir="auto"
            value={values[name] ?? ''}
            maxLength={1000}
            onChange={(event) => setTyped({ ...typed, [name]: event.currentTarget.value })}
          />
        ))}
        <Button
          variant="filled"
          size="sm"
          disabled={!complete}
          loading={sending}
          onClick={() => onSend({ kind: 'template', template: template.id, language: translation.language, variables: fixedValues(values) })}
        >
          {t('inbox.send_template')}
        </Button>
      </div>
      <Drawn translation={translation} values={values} />
    </div>
  );
}

function Drawn({ translation, values }: { readonly translation: Translation; readonly values: Readonly<Record<string, string>> }): ReactNode {
  const { language } = useWords();
  return (
    <div className={css.drawn}>
      <Bubble content={bubbleOf(templateCard(translation.content, values))} mine time={null} language={language} mediaUrl={mediaUrl} />
    </div>
  );
}
