import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { PhoneClock } from '#web/phone/clock.ts';
import { Band } from '#web/ui/Band.tsx';
import { LoadingLines } from '#web/ui/Faces.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { HeldPhone } from './hand/HeldPhone.tsx';
import { Phones } from './Phones.tsx';
import { usePlace } from './usePlace.ts';
import { useWallClock, useWallLive, useWorld } from './useWall.ts';
import css from './Wall.module.css';
import { WallHead } from './WallHead.tsx';

/** The desk brings the schemas of every setting; it comes when it is first opened. */
const Desk = lazy(async () => ({ default: (await import('./desk/Desk.tsx')).Desk }));

/** The people of the rehearsal: small phones to look at, the desk that turns their world, and the phone that is held. */
export function Wall(): ReactNode {
  const { t } = useWords();
  const connected = useWallLive();
  const [place, go] = usePlace();
  const world = useWorld();
  const clock = useWallClock();

  useEffect(() => {
    document.title = `${t('wall.title')} · Parley`;
  }, [t]);

  return (
    <PhoneClock value={clock.now}>
      <Band>{connected && !world.isError ? null : <span>{t('wall.away')}</span>}</Band>
      <main className={css.wall} data-held={place.phone !== null}>
        <section className={css.people} aria-label={t('wall.title')}>
          <WallHead place={place} go={go} world={world.data} clock={clock.report} />
          {place.view === 'phones' ? (
            <Phones place={place} go={go} world={world.data} />
          ) : (
            <Suspense fallback={<LoadingLines lines={8} />}>
              <Desk view={place.view} world={world.data} clock={clock.report} />
            </Suspense>
          )}
        </section>
        <aside className={css.hand} aria-label={t('wall.hand')}>
          {place.phone === null ? (
            <p className={css.hint}>{t('wall.hint')}</p>
          ) : (
            <HeldPhone key={place.phone} waId={place.phone} chat={place.chat} world={world.data} go={go} />
          )}
        </aside>
      </main>
    </PhoneClock>
  );
}
