import type { ReactElement } from 'react';
import { PhoneIcon } from './PhoneIcon.tsx';
import { type PhoneLanguage, phoneWords } from './words.ts';

type Place = { readonly latitude: number; readonly longitude: number; readonly name: string | null; readonly address: string | null };

/** A place: a quiet square with a pin (no map is fetched by itself), its name, its coordinates and a way to a map. */
export function PlaceCard({ place, language }: { place: Place; language: PhoneLanguage }): ReactElement {
  const words = phoneWords[language];
  const coordinates = `${place.latitude.toFixed(5)}, ${place.longitude.toFixed(5)}`;
  const map = `https://www.openstreetmap.org/?mlat=${place.latitude}&mlon=${place.longitude}#map=16/${place.latitude}/${place.longitude}`;
  return (
    <div className="bubble-place">
      <div className="bubble-ground">
        <PhoneIcon name="pin" />
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
        <span dir="ltr">{coordinates}</span> ·{' '}
        <a href={map} target="_blank" rel="noopener noreferrer">
          {words.openMap}
        </a>
      </p>
    </div>
  );
}
