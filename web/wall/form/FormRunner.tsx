import { type ReactNode, useEffect, useRef } from 'react';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { SheetAct, SheetFrame } from '../sheet/SheetFrame.tsx';
import type { SheetProps } from '../sheet/Sheets.tsx';
import { resolve } from './expression.ts';
import { type Form, textOf } from './form.ts';
import css from './Form.module.css';
import { FormPartView } from './FormPartView.tsx';
import { currentScreen, shownParts } from './run.ts';
import { useRun } from './useRun.ts';

/** A form on the phone, one screen at a time, with its foot always in sight. */
export function FormRunner({ form, sheet, hand, problem }: SheetProps<'flow'> & { readonly form: Form }): ReactNode {
  const { t } = useWords();
  const running = useRun({ form, button: sheet.button, message: sheet.message, hand });
  const now = currentScreen(form, running.run);
  const box = useRef<HTMLDivElement>(null);
  const close = () => hand.open(null);

  // The first thing that is wrong comes into sight and takes the keyboard.
  const { faults } = running;
  useEffect(() => {
    if (Object.keys(faults).length > 0) box.current?.querySelector<HTMLElement>('[data-bad="true"] :is(input, select, textarea)')?.focus();
  }, [faults]);

  const word = running.problem ?? problem;
  if (now === null) {
    const lost = running.run.steps.at(-1)?.screen;
    return (
      <SheetFrame title={sheet.button.text} onClose={close} problem={word} full onBack={running.back ?? undefined}>
        <p className={css.help}>{lost === undefined ? t(running.asking ? 'form.asking' : 'form.empty') : t('form.noScreen', { screen: lost })}</p>
      </SheetFrame>
    );
  }
  const parts = shownParts(now.screen.parts, now.scope);
  const foot = parts.find((part) => part.type === 'Footer');
  const captions = foot === undefined ? [] : ['left-caption', 'center-caption', 'right-caption'].map((name) => textOf(resolve(foot[name], now.scope)));
  return (
    <SheetFrame
      title={textOf(resolve(now.screen.title, now.scope)) || sheet.button.text}
      onClose={close}
      problem={word}
      full
      onBack={running.back ?? undefined}
      foot={
        <>
          {captions.some((caption) => caption !== '') ? (
            <p className={css.captions}>
              {captions.map((caption, place) => (
                <small key={place} dir="auto">
                  {caption}
                </small>
              ))}
            </p>
          ) : null}
          {foot === undefined ? null : (
            <SheetAct
              disabled={resolve(foot.enabled, now.scope) === false || running.asking || hand.busy}
              onClick={() => running.tap(foot['on-click-action'], true)}
            >
              {running.asking ? t('form.asking') : textOf(resolve(foot.label, now.scope))}
            </SheetAct>
          )}
          <small className={css.managed}>{t('form.managed', { business: hand.business })}</small>
        </>
      }
    >
      <div ref={box} className={css.form} key={now.screen.id}>
        {parts.map((part, place) =>
          part.type === 'Footer' ? null : (
            <FormPartView key={`${now.screen.id} ${place}`} part={part} scope={now.scope} running={running} version={form.version} />
          ),
        )}
      </div>
    </SheetFrame>
  );
}
