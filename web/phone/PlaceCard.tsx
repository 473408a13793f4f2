import type { ReactElement } from 'react';
import { formatPlace, windowAround } from './geo.ts';
import { type PhoneLanguage, phoneWords } from './words.ts';
import { WorldMap } from './WorldMap.tsx';

type Place = { readonly latitude: number; readonly longitude: number; readonly name: string | null; readonly address: string | null };

/** How wide the little map is for its height. */
const mapRatio = 2;

/** A place: where in the world it is, its name, its coordinates and a way to a map with streets. */
export function PlaceCard({ place, language }: { place: Place; language: PhoneLanguage }): ReactElement {
  const words = phoneWords[language];
  const map = `https://www.openstreetmap.org/?mlat=${place.latitude}&mlon=${place.longitude}#map=16/${place.latitude}/${place.longitude}`;
  return (
    <div className="bubble-place">
      <div className="bubble-map">
        <WorldMap window={windowAround(place.latitude, place.longitude, mapRatio)} pin={place} />
      </div>
      <p className="bubble-head" dir="auto">
        {place.name ?? words.location}
      </p>
      {place.address !== null && (
        <p className="bubble-foot" dir="auto">
          {place.address}
        </p>
      )}
      <p className="bubble-foot">
        <span dir="ltr">{formatPlace(place.latitude, place.longitude)}</span> ·{' '}
        <a href={map} target="_blank" rel="noopener noreferrer">
          {words.openMap}
        </a>
      </p>
    </div>
  );
}
