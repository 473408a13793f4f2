/** A window on the world in tenths of a degree, for the `viewBox` of a map. Upwards is north, so y is minus the latitude. */
export type MapWindow = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** The whole world without the last degrees of its poles. */
export const wholeWorld: MapWindow = { x: -1800, y: -850, width: 3600, height: 1450 };

/** How much is seen around a place: about a thousand kilometres each way, because the coasts are no finer. */
const tenthsAcross = 300;

/** The window around a place, moved in from the poles. */
export function windowAround(latitude: number, longitude: number, ratio: number): MapWindow {
  const height = tenthsAcross / ratio;
  const y = Math.min(900 - height, Math.max(-900, -latitude * 10 - height / 2));
  return { x: longitude * 10 - tenthsAcross / 2, y, width: tenthsAcross, height };
}

/** Lines of the graticule in a window: every `step` tenths of a degree. */
export function graticule(window: MapWindow, step: number): { readonly meridians: number[]; readonly parallels: number[] } {
  const lines = (from: number, to: number) => {
    const first = Math.ceil(from / step) * step;
    return Array.from({ length: Math.max(0, Math.floor((to - first) / step) + 1) }, (_, at) => first + at * step);
  };
  return { meridians: lines(window.x, window.x + window.width), parallels: lines(window.y, window.y + window.height) };
}

/**
 * A place as it is read aloud: degrees to four places and a hemisphere.
 *
 * @example formatPlace(45.764, 4.8357) // '45.7640° N, 4.8357° E'
 */
export function formatPlace(latitude: number, longitude: number): string {
  const north = latitude >= 0 ? 'N' : 'S';
  const east = longitude >= 0 ? 'E' : 'W';
  return `${Math.abs(latitude).toFixed(4)}° ${north}, ${Math.abs(longitude).toFixed(4)}° ${east}`;
}

/** The place under a point of a window; `u` and `v` are shares of its width and height. Beyond the date line it goes on from the other side. */
export function placeAt(window: MapWindow, u: number, v: number): { readonly latitude: number; readonly longitude: number } {
  const longitude = (window.x + u * window.width) / 10;
  const latitude = -(window.y + v * window.height) / 10;
  const turned = ((((longitude + 180) % 360) + 360) % 360) - 180;
  return { latitude: round(Math.min(90, Math.max(-90, latitude))), longitude: round(turned) };
}

function round(degrees: number): number {
  return Math.round(degrees * 10_000) / 10_000;
}
