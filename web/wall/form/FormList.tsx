import type { ReactNode } from 'react';
import { PhoneIcon } from '#web/phone/PhoneIcon.tsx';
import { resolve, type Scope } from './expression.ts';
import { type FormPart, isRecord, listOf, textOf } from './form.ts';
import css from './Form.module.css';
import { imageAddress } from './image.ts';
import type { Running } from './useRun.ts';

/** Rows that lead to other screens. */
export function FormList({ part, scope, running }: { part: FormPart; scope: Scope; running: Running }): ReactNode {
  const items = listOf(resolve(part['list-items'], scope)).filter(isRecord);
  const written = listOf(part['list-items']);
  return (
    <div className={css.choice}>
      {textOf(part.label) === '' ? null : <b dir="auto">{textOf(part.label)}</b>}
      <ul className={css.list}>
        {items.map((item, place) => {
          const main = isRecord(item['main-content']) ? item['main-content'] : {};
          const start = isRecord(item.start) ? item.start : {};
          const end = isRecord(item.end) ? item.end : {};
          const own = written[place];
          const action = isRecord(own) && own['on-click-action'] !== undefined ? own['on-click-action'] : (item['on-click-action'] ?? part['on-click-action']);
          return (
            <li key={textOf(item.id) || place}>
              <button type="button" onClick={() => running.tap(action, false)}>
                {textOf(start.image) === '' ? null : <img src={imageAddress(textOf(start.image))} alt={textOf(start['alt-text'])} />}
                <span dir="auto">
                  <b>{textOf(main.title)}</b>
                  <small>{textOf(main.description) || textOf(main.metadata)}</small>
                </span>
                <span dir="auto">
                  <b>{textOf(end.title)}</b>
                  <small>{textOf(end.description)}</small>
                </span>
                <PhoneIcon name="next" mirrored />
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
