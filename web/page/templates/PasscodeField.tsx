import { Button, Checkbox, NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { TemplateButton, TemplateContent } from '#core/whatsapp/template.ts';
import { passcodeVariable } from '#core/whatsapp/variables.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Editor.module.css';
import { type DraftFault, faultOf } from './faults.ts';

/** Meta takes 1 to 90 minutes and at most five apps (facts §2.1, read 2026-11-22). */
const passcodeLimits = { minutes: 90, apps: 5 } as const;
type Passcode = Extract<TemplateButton, { kind: 'passcode' }>;

type Props = {
  readonly content: TemplateContent;
  readonly language: string;
  readonly faults: readonly DraftFault[];
  readonly onChange: (content: TemplateContent) => void;
};

/** A one-time passcode: Meta writes the text in the language, we choose what stands in it and how the code is handed over. */
export function PasscodeField({ content, faults, onChange }: Props): ReactNode {
  const { t } = useWords();
  const passcode = content.passcode;
  const place = content.buttons.findIndex((each) => each.kind === 'passcode');
  const button = content.buttons[place];
  if (passcode === undefined || button === undefined || button.kind !== 'passcode') return null;
  const setButton = (next: Passcode) => onChange({ ...content, buttons: content.buttons.with(place, next) });
  const ways = ['copy_code', 'one_tap', 'zero_tap'] as const;
  return (
    <section className={css.part}>
      <h2>{t('editor.passcode')}</h2>
      <p className={css.about}>{t('editor.passcode_about')}</p>
      <Checkbox
        label={t('editor.passcode_advice')}
        checked={passcode.security_advice}
        onChange={(event) => onChange({ ...content, passcode: { ...passcode, security_advice: event.currentTarget.checked } })}
      />
      <NumberInput
        label={t('editor.passcode_minutes')}
        description={t('editor.passcode_minutes_about')}
        min={1}
        max={passcodeLimits.minutes}
        clampBehavior="none"
        allowDecimal={false}
        value={passcode.expires_minutes ?? ''}
        error={faultOf(faults, '/passcode')}
        onChange={(value) => onChange({ ...content, passcode: { ...passcode, expires_minutes: typeof value === 'number' ? value : null } })}
      />
      <TextInput
        label={t('editor.passcode_sample')}
        dir="ltr"
        value={content.samples[passcodeVariable] ?? ''}
        error={faultOf(faults, `/samples/${passcodeVariable}`)}
        onChange={(event) => onChange({ ...content, samples: { ...content.samples, [passcodeVariable]: event.currentTarget.value } })}
      />
      <SegmentedControl
        size="xs"
        aria-label={t('editor.passcode_how')}
        value={button.how}
        onChange={(picked) => {
          const how = ways.find((each) => each === picked);
          if (how !== undefined)
            setButton({ ...button, how, apps: how === 'copy_code' ? [] : button.apps.length > 0 ? button.apps : [{ package_name: '', signature_hash: '' }] });
        }}
        data={ways.map((way) => ({ value: way, label: t(`editor.passcode_${way}`) }))}
      />
      <p className={css.about}>{t(`editor.passcode_${button.how}_about`)}</p>
      <TextInput
        label={t('editor.passcode_label')}
        placeholder={t('editor.passcode_label_meta')}
        dir="auto"
        value={button.text ?? ''}
        error={faultOf(faults, `/buttons/${place}/text`)}
        onChange={(event) => setButton({ ...button, text: event.currentTarget.value === '' ? null : event.currentTarget.value })}
      />
      {button.how !== 'copy_code' && <Apps button={button} at={`/buttons/${place}`} faults={faults} onChange={setButton} />}
      {button.how === 'zero_tap' && (
        <Checkbox
          label={t('editor.passcode_terms')}
          checked={button.accepts_terms}
          error={faultOf(faults, `/buttons/${place}/accepts_terms`)}
          onChange={(event) => setButton({ ...button, accepts_terms: event.currentTarget.checked })}
        />
      )}
    </section>
  );
}

function Apps(props: {
  readonly button: Passcode;
  readonly at: string;
  readonly faults: readonly DraftFault[];
  readonly onChange: (button: Passcode) => void;
}): ReactNode {
  const { t } = useWords();
  const { button, at, faults, onChange } = props;
  return (
    <>
      <TextInput
        label={t('editor.passcode_autofill')}
        dir="auto"
        value={button.autofill_text ?? ''}
        error={faultOf(faults, `${at}/autofill_text`)}
        onChange={(event) => onChange({ ...button, autofill_text: event.currentTarget.value === '' ? null : event.currentTarget.value })}
      />
      {button.apps.map((app, place) => (
        // An app has no identity but its place.
        <div key={place} className={css.pair}>
          {(['package_name', 'signature_hash'] as const).map((part) => (
            <TextInput
              key={part}
              label={t(`editor.passcode_${part}`)}
              dir="ltr"
              value={app[part]}
              error={faultOf(faults, `${at}/apps/${place}/${part}`)}
              onChange={(event) => onChange({ ...button, apps: button.apps.with(place, { ...app, [part]: event.currentTarget.value }) })}
            />
          ))}
        </div>
      ))}
      {faultOf(faults, `${at}/apps`) !== undefined && <p className={css.fault}>{faultOf(faults, `${at}/apps`)}</p>}
      <div className={css.add}>
        <Button
          size="xs"
          disabled={button.apps.length >= passcodeLimits.apps}
          onClick={() => onChange({ ...button, apps: [...button.apps, { package_name: '', signature_hash: '' }] })}
        >
          {t('editor.passcode_add_app')}
        </Button>
        {button.apps.length > 1 && (
          <Button size="xs" variant="subtle" onClick={() => onChange({ ...button, apps: button.apps.slice(0, -1) })}>
            {t('editor.passcode_remove_app')}
          </Button>
        )}
      </div>
    </>
  );
}
