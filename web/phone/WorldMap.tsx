import { type ReactElement, useEffect, useState } from 'react';
import { graticule, type MapWindow } from './geo.ts';

type Props = { readonly window: MapWindow; readonly pin: { readonly latitude: number; readonly longitude: number } | null };

/** Coasts and a graticule, drawn here: nothing is fetched, and no street is made up. Decoration beside the coordinates. */
export function WorldMap({ window, pin }: Props): ReactElement {
  const land = useLand();
  const step = window.width > 1000 ? 300 : 50;
  const { meridians, parallels } = graticule(window, step);
  const thin = window.width / 420;
  return (
    <svg className="world" viewBox={`${window.x} ${window.y} ${window.width} ${window.height}`} preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <rect className="world-sea" x={window.x - window.width} y={window.y - window.height} width={window.width * 3} height={window.height * 3} />
      {/* A window over the date line sees the other side too. */}
      {[-3600, 0, 3600].map((shift) => (
        <path key={shift} className="world-land" d={land} transform={`translate(${shift} 0)`} strokeWidth={thin} />
      ))}
      <g className="world-grid" strokeWidth={thin}>
        {meridians.map((x) => (
          <path key={`m${x}`} d={`M${x} ${window.y - 900}V${window.y + window.height + 900}`} />
        ))}
        {parallels.map((y) => (
          <path key={`p${y}`} d={`M${window.x - window.width} ${y}H${window.x + window.width * 2}`} />
        ))}
      </g>
      {pin !== null && (
        <g transform={`translate(${pin.longitude * 10} ${-pin.latitude * 10}) scale(${window.width / 300})`}>
          <circle className="world-halo" r="16" />
          <path className="world-pin" d="M0 0C-8 -11 -11 -16 -11 -22a11 11 0 0 1 22 0C11 -16 8 -11 0 0Z" />
          <circle className="world-eye" cy="-22" r="4.200" />
        </g>
      )}
    </svg>
  );
}

/** The coasts are loaded when the first map is seen. */
function useLand(): string {
  const [land, setLand] = useState('');
  useEffect(() => {
    let wanted = true;
    void import('./land.ts').then(({ landPath }) => wanted && setLand(landPath));
    return () => {
      wanted = false;
    };
  }, []);
  return land;
}
