import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { useLive } from '#web/api/live.ts';
import { queries } from '#web/api/queries.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { Band } from '#web/ui/Band.tsx';
import { MovedClock } from './MovedClock.tsx';
import { Rail } from './Rail.tsx';
import css from './Shell.module.css';
import { StopBand } from './StopBand.tsx';
import { StopDialog } from './StopDialog.tsx';
import { Tabs } from './Tabs.tsx';

const Palette = lazy(async () => ({ default: (await import('./Palette.tsx')).Palette }));

/** The frame around every page: the band of a rehearsal, the rail (tabs on a narrow screen), the palette, and live facts. */
export function Shell(): ReactNode {
  const { t } = useWords();
  const me = useQuery(queries.settings.me());
  const [finding, setFinding] = useState(false);
  const isLost = useLive();

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      setFinding((open) => !open);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  if (me.data === undefined) return null;
  const rehearsal = me.data.workspace.mode === 'rehearsal';
  return (
    <div data-rehearsal={rehearsal || undefined} className={css.root}>
      <a className={css.skip} href="#page">
        {t('shell.skip')}
      </a>
      {rehearsal ? (
        <Band>
          <MovedClock />
        </Band>
      ) : null}
      <div className={css.frame}>
        <Rail me={me.data} onFind={() => setFinding(true)} />
        <main id="page" tabIndex={-1} className={css.main}>
          {isLost ? (
            <p className={css.lost} role="status">
              {t('shell.offline')}
            </p>
          ) : null}
          <StopBand />
          <Outlet />
        </main>
      </div>
      <Tabs me={me.data} onFind={() => setFinding(true)} />
      <StopDialog />
      {finding ? (
        <Suspense fallback={null}>
          <Palette phonesUrl={me.data.workspace.phones_url} onClose={() => setFinding(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}
