import { ActionIcon, Button, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { buttonLimits } from '#core/whatsapp/law/buttons.ts';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import { Icon, type IconName } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { type DraftButton, mayAddButton, movedButton, withButton } from './draft.ts';
import css from './Editor.module.css';
import { type DraftFault, faultOf } from './faults.ts';

const kinds: readonly DraftButton['kind'][] = ['reply', 'url', 'phone'];
const icons: Record<DraftButton['kind'], IconName> = { reply: 'reply', url: 'out', phone: 'phone' };

type Props = { readonly content: TemplateContent; readonly faults: readonly DraftFault[]; readonly onChange: (content: TemplateContent) => void };

/** The buttons beneath the message: answers, addresses, a phone to call. */
export function ButtonsField({ content, faults, onChange }: Props): ReactNode {
  const { t } = useWords();
  const set = (at: number, button: DraftButton) => onChange({ ...content, buttons: content.buttons.with(at, button) });
  return (
    <section className={css.part}>
      <h2>{t('templates.buttons')}</h2>
      <p className={css.about}>{t('templates.buttons_about')}</p>
      {content.buttons.length > 0 && (
        <ol className={css.buttons}>
          {content.buttons.map((button, at) => (
            // A button has no identity but its place; moving one moves its words.
            <li key={at}>
              <ButtonRow
                button={button}
                at={at}
                last={at === content.buttons.length - 1}
                faults={faults}
                onChange={(next) => set(at, next)}
                onMove={(by) => onChange(movedButton(content, at, by))}
                onRemove={() => onChange({ ...content, buttons: content.buttons.toSpliced(at, 1) })}
              />
            </li>
          ))}
        </ol>
      )}
      <div className={css.add}>
        {kinds.map((kind) => (
          <Button
            key={kind}
            size="xs"
            leftSection={<Icon name={icons[kind]} small />}
            disabled={!mayAddButton(content.buttons, kind)}
            onClick={() => onChange(withButton(content, kind))}
          >
            {t(`templates.add_${kind}`)}
          </Button>
        ))}
      </div>
      {faultOf(faults, '/buttons') !== undefined && content.buttons.every((_button, at) => faultOf(faults, `/buttons/${at}`) === undefined) && (
        <p className={css.fault}>{faultOf(faults, '/buttons')}</p>
      )}
    </section>
  );
}

type RowProps = {
  readonly button: DraftButton;
  readonly at: number;
  readonly last: boolean;
  readonly faults: readonly DraftFault[];
  readonly onChange: (button: DraftButton) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
};

function ButtonRow({ button, at, last, faults, onChange, onMove, onRemove }: RowProps): ReactNode {
  const { t, number } = useWords();
  const length = [...button.text].length;
  const name = button.text === '' ? t('templates.button_nth', { nth: at + 1 }) : button.text;
  return (
    <div className={css.button}>
      <TextInput
        label={t(`templates.button_${button.kind}`)}
        rightSectionWidth={56}
        rightSection={
          <span className={length > buttonLimits.text ? css.over : css.count}>
            {t('templates.count', { length: number(length), most: number(buttonLimits.text) })}
          </span>
        }
        value={button.text}
        error={faultOf(faults, `/buttons/${at}/text`)}
        onChange={(event) => onChange({ ...button, text: event.currentTarget.value })}
      />
      {button.kind === 'url' && (
        <TextInput
          label={t('templates.button_address')}
          type="url"
          dir="ltr"
          value={button.url}
          error={faultOf(faults, `/buttons/${at}/url`)}
          onChange={(event) => onChange({ ...button, url: event.currentTarget.value })}
        />
      )}
      {button.kind === 'phone' && (
        <TextInput
          label={t('templates.button_number')}
          type="tel"
          dir="ltr"
          value={button.phone}
          error={faultOf(faults, `/buttons/${at}/phone`)}
          onChange={(event) => onChange({ ...button, phone: event.currentTarget.value })}
        />
      )}
      <div className={css.moves}>
        <ActionIcon aria-label={t('templates.move_up', { name })} disabled={at === 0} onClick={() => onMove(-1)}>
          <Icon name="down" small className={css.up} />
        </ActionIcon>
        <ActionIcon aria-label={t('templates.move_down', { name })} disabled={last} onClick={() => onMove(1)}>
          <Icon name="down" small />
        </ActionIcon>
        <ActionIcon aria-label={t('templates.remove_button', { name })} onClick={onRemove}>
          <Icon name="close" small />
        </ActionIcon>
      </div>
    </div>
  );
}
