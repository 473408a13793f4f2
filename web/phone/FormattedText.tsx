import { Fragment, type ReactElement, type ReactNode } from 'react';
import { type Block, type Inline, parseFormatting } from './formatting.ts';
import { type PhoneLanguage, phoneWords } from './words.ts';

type Props = { readonly text: string; readonly language: PhoneLanguage };

/** A text as WhatsApp shows it. Each line finds its own direction, so Arabic and French may follow one another. */
export function FormattedText({ text, language }: Props): ReactElement {
  const blocks = parseFormatting(text);
  // A text does not reorder, so a block's place is its identity.
  return <div className="bubble-text">{blocks.map((block, place) => drawBlock(block, place, language))}</div>;
}

function drawBlock(block: Block, place: number, language: PhoneLanguage): ReactElement {
  switch (block.kind) {
    case 'line':
      return (
        <p key={place} dir="auto">
          {block.of.length === 0 ? <br /> : drawInlines(block.of, language)}
        </p>
      );
    case 'quote':
      return (
        <blockquote key={place} dir="auto">
          {block.lines.map((line, at) => (
            <p key={at}>{drawInlines(line, language)}</p>
          ))}
        </blockquote>
      );
    case 'numbered':
      return (
        <ol key={place} dir="auto" start={block.first}>
          {block.lines.map((line, at) => (
            <li key={at}>{drawInlines(line, language)}</li>
          ))}
        </ol>
      );
    case 'bullet':
      return (
        <ul key={place} dir="auto">
          {block.lines.map((line, at) => (
            <li key={at}>{drawInlines(line, language)}</li>
          ))}
        </ul>
      );
  }
}

/** Draws marks within a line; also used for a card's header. */
export function drawInlines(nodes: readonly Inline[], language: PhoneLanguage): ReactNode {
  return nodes.map((node, place) => <Fragment key={place}>{drawInline(node, language)}</Fragment>);
}

function drawInline(node: Inline, language: PhoneLanguage): ReactNode {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'bold':
      return <strong>{drawInlines(node.of, language)}</strong>;
    case 'italic':
      return <em>{drawInlines(node.of, language)}</em>;
    case 'strike':
      return <s>{drawInlines(node.of, language)}</s>;
    case 'code':
      return <code>{node.text}</code>;
    case 'mono':
      return <code className="bubble-mono">{node.text}</code>;
    case 'link':
      return (
        <a href={node.href} target="_blank" rel="noopener noreferrer nofollow" dir="ltr">
          {node.text}
        </a>
      );
    case 'gap':
      return (
        <span className="bubble-gap" title={phoneWords[language].gap(node.name)}>
          {node.name}
        </span>
      );
  }
}
