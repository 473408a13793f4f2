import { ActionIcon, Button, Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import type { TemplateButton, TemplateContent } from '#core/whatsapp/template.ts';
import type { VariableOffer } from '#web/part/InsertVariable.tsx';
import { Icon, type IconName } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { ButtonFields } from './ButtonFields.tsx';
import { addedKinds, buttonText, mayAddButton, movedOne, withButton } from './buttons.ts';
import css from './Editor.module.css';
import { type DraftFault, faultOf } from './faults.ts';

/** The drawing that stands for a kind of button. */
export const buttonIcons: Record<TemplateButton['kind'], IconName> = {
  reply: 'reply',
  url: 'out',
  phone: 'phone',
  copy_code: 'copy',
  form: 'list',
  catalog: 'basket',
  products: 'basket',
  product: 'basket',
  contact_request: 'people',
  passcode: 'key',
};

/** Those most messages have stand as buttons of their own; the others wait in a menu. */
const common = ['reply', 'url', 'phone'] as const;

type Props = {
  readonly content: TemplateContent;
  readonly language: string;
  readonly faults: readonly DraftFault[];
  readonly offers: readonly VariableOffer[];
  readonly beside: TemplateContent | undefined;
  /** Whether the kind of message says which buttons there are: then they are filled in, not added. */
  readonly fixed: boolean;
  readonly onChange: (content: TemplateContent) => void;
};

/** The buttons beneath the message, in their order. */
export function ButtonsField({ content, faults, beside, fixed, onChange }: Props): ReactNode {
  const { t } = useWords();
  const { buttons } = content;
  const others = addedKinds.filter((kind) => !common.some((each) => each === kind));
  const set = (next: readonly TemplateButton[]) => onChange({ ...content, buttons: [...next] });
  return (
    <section className={css.part}>
      <h2>{t('templates.buttons')}</h2>
      <p className={css.about}>{fixed ? t('editor.offer_buttons') : t('templates.buttons_about')}</p>
      {buttons.length > 0 && (
        <ol className={css.buttons}>
          {buttons.map((button, at) => {
            const other = beside?.buttons[at];
            return (
              // A button has no identity but its place; moving one moves its words.
              <li key={at} className={css.button}>
                <ButtonFields
                  button={button}
                  at={`/buttons/${at}`}
                  faults={faults}
                  beside={other === undefined ? undefined : (buttonText(other) ?? undefined)}
                  onChange={(next) => set(buttons.with(at, next))}
                />
                {!fixed && (
                  <Moves
                    name={buttonText(button) ?? t(`editor.button_${button.kind}`)}
                    first={at === 0}
                    last={at === buttons.length - 1}
                    onMove={(by) => set(movedOne(buttons, at, by))}
                    onRemove={button.kind === 'product' ? undefined : () => set(buttons.toSpliced(at, 1))}
                  />
                )}
              </li>
            );
          })}
        </ol>
      )}
      {!fixed && (
        <div className={css.add}>
          {common.map((kind) => (
            <Button
              key={kind}
              size="xs"
              leftSection={<Icon name={buttonIcons[kind]} small />}
              disabled={!mayAddButton(buttons, kind)}
              onClick={() => onChange(withButton(content, kind))}
            >
              {t(`editor.add_${kind}`)}
            </Button>
          ))}
          <Menu position="bottom-start">
            <Menu.Target>
              <Button size="xs" leftSection={<Icon name="dots" small />}>
                {t('editor.add_other')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {others.map((kind) => (
                <Menu.Item
                  key={kind}
                  leftSection={<Icon name={buttonIcons[kind]} small />}
                  disabled={!mayAddButton(buttons, kind)}
                  onClick={() => onChange(withButton(content, kind))}
                >
                  {t(`editor.add_${kind}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </div>
      )}
      {faultOf(faults, '/buttons') !== undefined && buttons.every((_button, at) => faultOf(faults, `/buttons/${at}`) === undefined) && (
        <p className={css.fault}>{faultOf(faults, '/buttons')}</p>
      )}
    </section>
  );
}

/** Up, down, away: for what stands in an order. */
export function Moves(props: {
  readonly name: string;
  readonly first: boolean;
  readonly last: boolean;
  readonly onMove: (by: -1 | 1) => void;
  readonly onCopy?: (() => void) | undefined;
  readonly onRemove: (() => void) | undefined;
}): ReactNode {
  const { t } = useWords();
  const name = props.name;
  return (
    <div className={css.moves}>
      <ActionIcon aria-label={t('templates.move_up', { name })} disabled={props.first} onClick={() => props.onMove(-1)}>
        <Icon name="down" small className={css.up} />
      </ActionIcon>
      <ActionIcon aria-label={t('templates.move_down', { name })} disabled={props.last} onClick={() => props.onMove(1)}>
        <Icon name="down" small />
      </ActionIcon>
      {props.onCopy !== undefined && (
        <ActionIcon aria-label={t('editor.copy_card', { name })} onClick={props.onCopy}>
          <Icon name="copy" small />
        </ActionIcon>
      )}
      {props.onRemove !== undefined && (
        <ActionIcon aria-label={t('templates.remove_button', { name })} onClick={props.onRemove}>
          <Icon name="close" small />
        </ActionIcon>
      )}
    </div>
  );
}
