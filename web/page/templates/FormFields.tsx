import { Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { TemplateButton } from '#core/whatsapp/template.ts';
import { queries } from '#web/api/queries.ts';
import { sayProblem } from '#web/part/problem.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Editor.module.css';
import { type DraftFault, faultOf } from './faults.ts';

type FormButton = Extract<TemplateButton, { kind: 'form' }>;
type Props = {
  readonly button: FormButton;
  readonly at: string;
  readonly faults: readonly DraftFault[];
  readonly onChange: (button: FormButton) => void;
};

/** Which form a button opens, and on which screen: chosen among those at Meta, or named by Meta's id when Meta cannot be asked. */
export function FormFields({ button, at, faults, onChange }: Props): ReactNode {
  const { t } = useWords();
  const asked = useQuery(queries.forms.list());
  const forms = asked.data?.items ?? [];
  const screens = forms.find((form) => form.id === button.form)?.screens ?? [];
  const fault = faultOf(faults, `${at}/form`);
  if (asked.data === undefined || forms.length === 0) {
    return (
      <>
        <TextInput
          label={t('editor.form_id')}
          dir="ltr"
          value={button.form}
          error={fault}
          onChange={(event) => onChange({ ...button, form: event.currentTarget.value.trim() })}
        />
        <p className={css.about}>{asked.error === null ? t('editor.form_none') : sayProblem(asked.error, t)}</p>
      </>
    );
  }
  const options = forms.map((form) => ({
    value: form.id,
    label: form.state === 'PUBLISHED' ? form.name : t('editor.form_state', { name: form.name, state: form.state }),
  }));
  const missing = button.form === '' || forms.some((form) => form.id === button.form) ? [] : [{ value: button.form, label: button.form }];
  return (
    <>
      <Select
        label={t('editor.form')}
        data={[...options, ...missing]}
        searchable={options.length > 6}
        value={button.form === '' ? null : button.form}
        error={fault}
        onChange={(picked) => onChange({ ...button, form: picked ?? '', screen: null })}
      />
      {screens.length > 1 && (
        <Select
          label={t('editor.form_screen')}
          data={screens}
          clearable
          placeholder={t('editor.form_first')}
          value={button.screen}
          onChange={(screen) => onChange({ ...button, screen })}
        />
      )}
    </>
  );
}
