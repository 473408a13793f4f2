import type { ReactElement, ReactNode } from 'react';
import { type FormPart, listOf, textOf } from './form.ts';
import css from './Form.module.css';
import { readMarkdown, type Rich, type RichBlock } from './markdown.ts';

/** Words of a form: headings, running text, captions, and rich text with its Markdown. */
export function FormText({ part }: { part: FormPart }): ReactNode {
  const text = Array.isArray(part.text) ? listOf(part.text).map(textOf).join('\n') : textOf(part.text);
  if (text === '') return null;
  if (part.type === 'RichText' || part.markdown === true) return <div dir="auto">{readMarkdown(text).map(drawBlock)}</div>;
  const weight = textOf(part['font-weight']);
  const className = [
    weight.includes('bold') ? css.bold : '',
    weight.includes('italic') ? css.italic : '',
    part.strikethrough === true ? css.struck : '',
    part.type === 'TextCaption' ? css.caption : css.text,
  ].join(' ');
  if (part.type === 'TextHeading') {
    return (
      <h2 className={css.heading} dir="auto">
        {text}
      </h2>
    );
  }
  if (part.type === 'TextSubheading') {
    return (
      <h3 className={css.subheading} dir="auto">
        {text}
      </h3>
    );
  }
  return (
    <p className={className} dir="auto">
      {text}
    </p>
  );
}

function drawBlock(block: RichBlock, place: number): ReactElement {
  switch (block.kind) {
    case 'heading':
      return block.level === 1 ? (
        <h2 key={place} className={css.heading}>
          {block.of.map(drawRich)}
        </h2>
      ) : (
        <h3 key={place} className={css.subheading}>
          {block.of.map(drawRich)}
        </h3>
      );
    case 'line':
      return (
        <p key={place} className={css.text}>
          {block.of.map(drawRich)}
        </p>
      );
    case 'bullets':
      return (
        <ul key={place} className={css.bullets}>
          {block.lines.map((line, at) => (
            <li key={at}>{line.map(drawRich)}</li>
          ))}
        </ul>
      );
    case 'numbers':
      return (
        <ol key={place} className={css.numbers}>
          {block.lines.map((line, at) => (
            <li key={at}>{line.map(drawRich)}</li>
          ))}
        </ol>
      );
  }
}

function drawRich(rich: Rich, place: number): ReactElement {
  const className = [rich.bold ? css.bold : '', rich.italic ? css.italic : '', rich.strike ? css.struck : ''].join(' ');
  if (rich.href === null) {
    return (
      <span key={place} className={className}>
        {rich.text}
      </span>
    );
  }
  return (
    <a key={place} className={className} href={rich.href} target="_blank" rel="noopener noreferrer nofollow">
      {rich.text}
    </a>
  );
}
