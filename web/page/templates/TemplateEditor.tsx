import { Button, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { templateLengths } from '#core/whatsapp/law/template.ts';
import { templateVariables } from '#core/whatsapp/variables.ts';
import { PhonePreview } from '#web/part/PhonePreview.tsx';
import { templateCard } from '#web/part/templateCard.ts';
import { VariableText } from '#web/part/VariableText.tsx';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { ButtonsField } from './ButtonsField.tsx';
import type { TemplateDraft } from './draft.ts';
import css from './Editor.module.css';
import { faultOf, findFaults, shownFaults, warningOf } from './faults.ts';
import { HeaderField } from './HeaderField.tsx';

type Props = {
  readonly draft: TemplateDraft;
  /** Meta's name of the template. */
  readonly name: string;
  readonly onChange: (draft: TemplateDraft) => void;
  /** The sentence on top: what it is, in which language, how it is called. */
  readonly top: ReactNode;
  readonly submitWord: string;
  readonly onSubmit: () => void;
  readonly busy: boolean;
  /** What the server answered, in words. */
  readonly problem: string | undefined;
};

/** Writes one language of a template beside the phone it will be read on. */
export function TemplateEditor(props: Props): ReactNode {
  const { draft, onChange } = props;
  const { t, number, language } = useWords();
  const [asked, setAsked] = useState(false);
  const { content } = draft;
  const all = findFaults(props.name, draft, language);
  const hard = all.filter((fault) => fault.hard);
  const faults = shownFaults(all, draft, asked);
  const variables = templateVariables(content);
  // Beside the button: all that keeps it from being submitted once that was tried, and what reviewers often dislike.
  const told = faults.filter((fault) => asked || !fault.hard);
  const setContent = (next: TemplateDraft['content']) => onChange({ ...draft, content: next });
  const submit = () => {
    setAsked(true);
    if (hard.length === 0) props.onSubmit();
  };

  return (
    <form
      className={css.editor}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className={css.form}>
        {props.top}
        <HeaderField content={content} faults={faults} onChange={setContent} />
        <section className={css.part}>
          <VariableText
            titled
            label={t('templates.body')}
            description={t('templates.body_about')}
            value={content.body}
            most={templateLengths.body}
            variables={variables}
            fault={faultOf(faults, '/body')}
            warning={warningOf(faults, '/body')}
            onChange={(body) => setContent({ ...content, body })}
          />
        </section>
        {variables.length > 0 && (
          <section className={css.part}>
            <h2>{t('templates.samples')}</h2>
            <p className={css.about}>{t('templates.samples_about')}</p>
            <div className={css.samples}>
              {variables.map((name) => (
                <TextInput
                  key={name}
                  label={name}
                  value={content.samples[name] ?? ''}
                  error={faultOf(faults, `/samples/${name}`)}
                  onChange={(event) => setContent({ ...content, samples: { ...content.samples, [name]: event.currentTarget.value } })}
                />
              ))}
            </div>
          </section>
        )}
        <section className={css.part}>
          <TextInput
            label={t('templates.footer')}
            styles={{ label: { font: '600 var(--text-lg) / 1.3 var(--font-text)', letterSpacing: '-0.008em' } }}
            description={t('templates.footer_about')}
            rightSectionWidth={56}
            rightSection={
              <span className={css.count}>
                {t('templates.count', { length: number([...(content.footer ?? '')].length), most: number(templateLengths.footer) })}
              </span>
            }
            value={content.footer ?? ''}
            error={faultOf(faults, '/footer')}
            onChange={(event) => setContent({ ...content, footer: event.currentTarget.value })}
          />
        </section>
        <ButtonsField content={content} faults={faults} onChange={setContent} />
      </div>
      <div className={css.side}>
        <PhonePreview content={templateCard(content, content.samples)} language={draft.language} switches />
        <div className={css.foot}>
          {told.length > 0 && (
            <ul className={css.list} role={asked ? 'alert' : undefined}>
              {told.map((fault) => (
                <li key={`${fault.at} ${fault.code}`}>
                  <Icon name={fault.hard ? 'failed' : 'look'} small className={fault.hard ? css.hard : css.soft} />
                  {fault.message}
                </li>
              ))}
            </ul>
          )}
          {props.problem !== undefined && (
            <p className={css.fault} role="alert">
              {props.problem}
            </p>
          )}
          <Button type="submit" variant="filled" size="md" fullWidth loading={props.busy}>
            {props.submitWord}
          </Button>
          <p className={css.about}>{t('templates.submit_about')}</p>
        </div>
      </div>
    </form>
  );
}
