import { useEffect, useRef } from 'react';
import { composerParts } from '#web/part/plan.ts';
import { jumpTo } from './jump.ts';

/** What the keys of the composer do besides jumping to its parts. */
export type KeyActs = { readonly turn: (by: 1 | -1) => void; readonly launch: () => void };

/**
 * The keys of the composer: Ctrl or ⌘ with Enter opens the launch, Alt with Shift and a figure goes to a part, Alt with Shift and
 * an arrow to the person before or after. All have a modifier, so nobody triggers one by writing (WCAG 2.1.4); in a field the
 * arrows stay the field's own.
 */
export function useComposerKeys(acts: KeyActs): void {
  const latest = useRef(acts);
  useEffect(() => {
    latest.current = acts;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || document.querySelector('[role="dialog"]') !== null) return;
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        latest.current.launch();
        return;
      }
      if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey) return;
      const part = composerParts[Number(/^Digit([1-9])$/u.exec(event.code)?.[1] ?? 0) - 1];
      const by = event.code === 'ArrowLeft' ? -1 : event.code === 'ArrowRight' ? 1 : undefined;
      if (part !== undefined) jumpTo(part);
      else if (by !== undefined && !isWriting(event.target)) latest.current.turn(by);
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}
