import type { ReactNode } from 'react';
import type { ClockReport, World } from '#core/rehearsal/rehearsal.ts';
import { LoadingLines } from '#web/ui/Faces.tsx';
import type { View } from '../address.ts';
import { CatalogsDesk } from './CatalogsDesk.tsx';
import { ClockDesk } from './ClockDesk.tsx';
import css from './Desk.module.css';
import { DialsDesk } from './DialsDesk.tsx';
import { NumbersDesk } from './NumbersDesk.tsx';
import { PeopleDesk } from './PeopleDesk.tsx';
import { ScenarioDesk } from './ScenarioDesk.tsx';
import { TemplatesDesk } from './TemplatesDesk.tsx';
import { WebhooksDesk } from './WebhooksDesk.tsx';

type Props = { readonly view: Exclude<View, 'phones'>; readonly world: World | undefined; readonly clock: ClockReport | undefined };

/** One part of the desk that turns the rehearsal's world. */
export function Desk({ view, world, clock }: Props): ReactNode {
  return <div className={css.desk}>{world === undefined ? <LoadingLines lines={8} /> : <Part view={view} world={world} clock={clock} />}</div>;
}

function Part({ view, world, clock }: Props & { readonly world: World }): ReactNode {
  switch (view) {
    case 'clock':
      return clock === undefined ? <LoadingLines lines={6} /> : <ClockDesk clock={clock} />;
    case 'dials':
      return <DialsDesk settings={world.settings} />;
    case 'webhooks':
      return <WebhooksDesk world={world} />;
    case 'templates':
      return <TemplatesDesk />;
    case 'numbers':
      return <NumbersDesk world={world} />;
    case 'catalogs':
      return <CatalogsDesk world={world} />;
    case 'people':
      return <PeopleDesk world={world} />;
    case 'scenario':
      return <ScenarioDesk />;
  }
}
