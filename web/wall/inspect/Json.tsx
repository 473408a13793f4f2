import { type ReactNode, useMemo } from 'react';
import css from './Inspect.module.css';
import { cutJson } from './json.ts';

/** A value as printed JSON in colours; it scrolls, so it can be reached by the keyboard. */
export function Json({ value, label }: { readonly value: unknown; readonly label: string }): ReactNode {
  const pieces = useMemo(() => cutJson(typeof value === 'string' ? value : JSON.stringify(value, null, 2)), [value]);
  return (
    <pre className={css.json} dir="ltr" role="region" aria-label={label} {...reachable}>
      {pieces.map((piece, place) => (
        <span key={place} data-kind={piece.kind}>
          {piece.text}
        </span>
      ))}
    </pre>
  );
}

const reachable = { tabIndex: 0 };
