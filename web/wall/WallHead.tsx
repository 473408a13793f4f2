import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef } from 'react';
import type { ClockReport, World } from '#core/rehearsal/rehearsal.ts';
import { usePhoneNow } from '#web/phone/clock.ts';
import { Chip } from '#web/ui/Chip.tsx';
import { Icon } from '#web/ui/Icon.tsx';
import { Logo } from '#web/ui/Logo.tsx';
import { languages } from '#web/ui/words/languages.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { type Place, views, writePlace } from './address.ts';
import { control } from './control.ts';
import css from './Wall.module.css';

type Props = {
  readonly place: Place;
  readonly go: (step: Partial<Place>) => void;
  readonly world: World | undefined;
  readonly clock: ClockReport | undefined;
};

/** The head of the wall: where we are, what time it is there, and the ways to the parts of the desk. */
export function WallHead({ place, go, world, clock }: Props): ReactNode {
  const { t, language, setLanguage } = useWords();
  const open = useRef<HTMLAnchorElement>(null);
  // On a narrow screen the row of parts is longer than the screen: the open one is in sight.
  useEffect(() => {
    open.current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [place.view, language]);
  return (
    <header className={css.top}>
      <div className={css.head}>
        <Logo />
        <h1>{t('wall.title')}</h1>
        <Chip tone="look">{t('shell.rehearsal')}</Chip>
        <span className={css.headEnd}>
          {clock === undefined ? null : <ClockButton clock={clock} />}
          <span className={css.tongues} role="group" aria-label={t('wall.language')}>
            {Object.entries(languages).map(([code, name]) => (
              <button
                key={code}
                type="button"
                lang={code}
                aria-pressed={code === language}
                title={name}
                onClick={() => setLanguage(code === 'fr' ? 'fr' : 'en')}
              >
                {code.toUpperCase()}
              </button>
            ))}
          </span>
        </span>
      </div>
      <p className={css.lead}>{t('wall.lead', { people: world?.people ?? 0 })}</p>
      <nav className={css.views} aria-label={t('wall.views')}>
        {views.map((view) => (
          <a
            key={view}
            ref={view === place.view ? open : undefined}
            href={writePlace({ ...place, view })}
            aria-current={view === place.view ? 'page' : undefined}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return;
              event.preventDefault();
              go({ view });
            }}
          >
            {t(`desk.${view}`)}
            {view === 'webhooks' && world !== undefined && world.webhooks.failing > 0 ? <span className={css.alert}>{world.webhooks.failing}</span> : null}
          </a>
        ))}
      </nav>
    </header>
  );
}

/** Time can be stopped from anywhere. */
function ClockButton({ clock }: { clock: ClockReport }): ReactNode {
  const { t, locale, number } = useWords();
  const now = usePhoneNow(1000);
  const move = useMutation({ mutationFn: control.moveClock });
  const paused = clock.mode === 'paused';
  return (
    <Button
      size="xs"
      variant="subtle"
      leftSection={<Icon name={paused ? 'play' : 'pause'} small />}
      loading={move.isPending}
      onClick={() => move.mutate({ do: paused ? 'real' : 'pause' })}
      title={t(paused ? 'desk.clockGo' : 'desk.clockPause')}
    >
      <time className={css.now}>
        {new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone: 'UTC' }).format(now)}{' '}
        UTC
      </time>
      {clock.mode === 'scaled' ? <span className={css.speed}>×{number(clock.speed)}</span> : null}
    </Button>
  );
}
