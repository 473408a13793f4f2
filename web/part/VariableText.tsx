import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { InsertVariable, type VariableOffer } from './InsertVariable.tsx';
import { formats, type TextFormat, wrapped } from './textFormat.ts';
import { insertAt, splitVariables, variableAt } from './variableText.ts';
import css from './VariableText.module.css';

type Props = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Characters Meta takes; the counter turns when they are used up, typing is not cut. */
  readonly most: number;
  /** Names already in use, offered first. */
  readonly variables: readonly string[];
  /** Names that mean something here, such as the attributes of a person. */
  readonly offers?: readonly VariableOffer[];
  readonly fault?: string | undefined;
  /** Something to look at that is no fault. */
  readonly warning?: string | undefined;
  readonly rows?: number;
  readonly description?: string | undefined;
  /** Whether the label stands as the title of a section. */
  readonly titled?: boolean;
  /** Whether WhatsApp's bold, italic, struck and code may stand here. */
  readonly formatting?: boolean;
  /** Somebody clicked a variable in the text, or chose one with Ctrl and a full stop while standing in it. */
  readonly onVariable?: (name: string) => void;
  /** How the same part reads in another language. */
  readonly beside?: string | undefined;
};

/** A text with named variables: they are typed as `{{name}}` or put in by a button, and stand out as chips. */
export function VariableText(props: Props): ReactNode {
  const { label, value, onChange, most, fault, warning, rows = 6, description, titled = false, formatting = false } = props;
  const { t, number } = useWords();
  const area = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const length = [...value].length;

  const select = (from: number, to: number) =>
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(from, to);
    });
  const put = (name: string) => {
    const at = area.current?.selectionStart ?? value.length;
    const next = insertAt(value, { at, end: area.current?.selectionEnd ?? at }, `{{${name}}}`);
    onChange(next.text);
    select(next.caret, next.caret);
  };
  const format = (kind: TextFormat) => {
    const at = area.current?.selectionStart ?? value.length;
    const next = wrapped(value, { at, end: area.current?.selectionEnd ?? at }, kind);
    onChange(next.text);
    select(next.at, next.end);
  };
  const open = () => {
    const field = area.current;
    if (field === null || field.selectionStart !== field.selectionEnd) return;
    const name = variableAt(value, field.selectionStart);
    if (name !== undefined) props.onVariable?.(name);
  };
  const onKey = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (event.key === '.') return open();
    const kind = formatting ? formats.find((each) => each.key === event.key.toLowerCase()) : undefined;
    if (kind === undefined || event.shiftKey) return;
    event.preventDefault();
    format(kind.kind);
  };

  return (
    <div className={css.field}>
      <div className={css.top}>
        <label htmlFor={id} className={titled ? css.title : css.label}>
          {label}
        </label>
        <span className={length > most ? css.over : css.count}>{t('templates.count', { length: number(length), most: number(most) })}</span>
      </div>
      {description !== undefined && (
        <p className={css.about} id={`${id}-about`}>
          {description}
        </p>
      )}
      <div className={fault === undefined ? css.sheet : `${css.sheet} ${css.wrong}`}>
        <div className={css.behind} aria-hidden="true">
          {splitVariables(value).map((piece, place) => (piece.variable ? <mark key={place}>{piece.text}</mark> : <span key={place}>{piece.text}</span>))}
          {'\n'}
        </div>
        <textarea
          ref={area}
          id={id}
          dir="auto"
          rows={rows}
          style={{ minBlockSize: `calc(${rows * 1.6}em + 20px)` }}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          onClick={open}
          onKeyDown={onKey}
          aria-invalid={fault !== undefined}
          aria-describedby={`${id}-fault ${id}-about`}
          spellCheck
        />
      </div>
      <p className={fault === undefined ? css.warning : css.fault} id={`${id}-fault`} role="status">
        {fault ?? warning}
      </p>
      <div className={css.chips} role="toolbar" aria-label={t('templates.tools_of', { name: label })}>
        {formatting &&
          formats.map(({ kind, sign, key }) => (
            <button key={kind} type="button" className={css.tool} title={t(`templates.format_${kind}`, { key })} onClick={() => format(kind)}>
              <span aria-hidden="true" data-format={kind}>
                {sign}
              </span>
              <span className={css.hidden}>{t(`templates.format_${kind}`, { key })}</span>
            </button>
          ))}
        <InsertVariable used={props.variables} offers={props.offers ?? []} onPut={put} />
      </div>
      {props.beside !== undefined && props.beside.trim() !== '' && (
        <p className={css.beside} dir="auto">
          {props.beside}
        </p>
      )}
    </div>
  );
}
