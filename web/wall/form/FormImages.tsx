import type { ReactNode } from 'react';
import { type FormPart, isRecord, listOf, textOf } from './form.ts';
import css from './Form.module.css';
import { imageAddress } from './image.ts';

/** One picture, or several side by side. */
export function FormImages({ part }: { part: FormPart }): ReactNode {
  if (part.type === 'Image') {
    const height = Number(part.height);
    return (
      <img
        className={css.image}
        src={imageAddress(textOf(part.src))}
        alt={textOf(part['alt-text'])}
        style={{ ...(height > 0 ? { height } : {}), objectFit: part['scale-type'] === 'cover' ? 'cover' : 'contain' }}
      />
    );
  }
  const images = listOf(part.images).filter(isRecord);
  return (
    <div className={css.images} role="group" {...reachable}>
      {images.map((image, place) => (
        <img key={place} className={css.image} src={imageAddress(textOf(image.src))} alt={textOf(image['alt-text'])} />
      ))}
    </div>
  );
}

/** What scrolls is reached by the keyboard. */
const reachable = { tabIndex: 0 };
