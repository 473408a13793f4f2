import { type MouseEvent, type ReactNode, useState } from 'react';
import { formatPlace, placeAt, wholeWorld, windowAround } from '#web/phone/geo.ts';
import { WorldMap } from '#web/phone/WorldMap.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Sheet.module.css';
import { SheetAct, SheetFrame } from './SheetFrame.tsx';
import type { SheetProps } from './Sheets.tsx';

const worldRatio = wholeWorld.width / wholeWorld.height;

/** Sends a place: a click on the world, a second one nearer, or coordinates and a name. */
export function LocationSheet({ sheet, hand, problem }: SheetProps<'location'>): ReactNode {
  const { t } = useWords();
  const [latitude, setLatitude] = useState('');
  const [longitude, setLongitude] = useState('');
  const [name, setName] = useState('');
  const [address, setAddress] = useState('');
  const [near, setNear] = useState(false);
  const place = { latitude: Number(latitude), longitude: Number(longitude) };
  const isPlace = latitude.trim() !== '' && longitude.trim() !== '' && Math.abs(place.latitude) <= 90 && Math.abs(place.longitude) <= 180;
  const window = near && isPlace ? windowAround(place.latitude, place.longitude, worldRatio) : wholeWorld;
  const close = () => hand.open(null);
  const point = (event: MouseEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    const found = placeAt(window, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    setLatitude(String(found.latitude));
    setLongitude(String(found.longitude));
  };
  return (
    <SheetFrame
      title={t('wall.sendLocation')}
      onClose={close}
      problem={problem}
      full
      foot={
        <SheetAct
          disabled={!isPlace || hand.busy}
          onClick={() =>
            hand.act(
              {
                act: 'share_location',
                number: hand.number,
                ...place,
                ...(name.trim() === '' ? {} : { name: name.trim() }),
                ...(address.trim() === '' ? {} : { address: address.trim() }),
                ...(sheet.quoted === null ? {} : { quoted: sheet.quoted }),
              },
              close,
            )
          }
        >
          {t('wall.send')}
        </SheetAct>
      }
    >
      {/* The map is for the pointer; the fields beneath do the same by keyboard. */}
      <button type="button" tabIndex={-1} aria-hidden="true" className={css.map} style={{ aspectRatio: String(worldRatio) }} onClick={point}>
        <WorldMap window={window} pin={isPlace ? place : null} />
      </button>
      <p className={css.help}>
        {isPlace ? <span dir="ltr">{formatPlace(place.latitude, place.longitude)}</span> : t('wall.mapHelp')}{' '}
        <button type="button" className={css.ask} disabled={!isPlace} onClick={() => setNear(!near)}>
          {t(near ? 'wall.mapFar' : 'wall.mapNear')}
        </button>
      </p>
      <div className={css.two}>
        <Field label={t('wall.latitude')} value={latitude} onChange={setLatitude} />
        <Field label={t('wall.longitude')} value={longitude} onChange={setLongitude} />
      </div>
      <Field label={t('wall.placeName')} value={name} onChange={setName} />
      <Field label={t('wall.placeAddress')} value={address} onChange={setAddress} />
    </SheetFrame>
  );
}

/** A labelled field of a sheet. */
export function Field(props: { label: string; value: string; onChange: (value: string) => void; placeholder?: string; most?: number }): ReactNode {
  return (
    <label className={css.label}>
      <span>{props.label}</span>
      <input
        className={css.field}
        dir="auto"
        value={props.value}
        maxLength={props.most ?? 1000}
        placeholder={props.placeholder}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      />
    </label>
  );
}
