import { Checkbox, SegmentedControl, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Editor.module.css';
import { type DraftFault, faultOf } from './faults.ts';
import { offerEnds } from './samples.ts';

/** Characters of an offer's line (Meta, limited-time offers; facts §2.1, read 2026-11-22). */
const offerTextMost = 16;
const endVariable = `{{${offerEnds}}}`;

type Props = { readonly content: TemplateContent; readonly faults: readonly DraftFault[]; readonly onChange: (content: TemplateContent) => void };

/** A limited-time offer: a short line, and whether and when it ends: on one day for all, or for each person on their own. */
export function OfferField({ content, faults, onChange }: Props): ReactNode {
  const { t, number } = useWords();
  const offer = content.offer;
  if (offer === undefined) return null;
  const set = (next: typeof offer) => onChange({ ...content, offer: next });
  const isOwn = offer.expires !== null && offer.expires.includes('{{');
  return (
    <section className={css.part}>
      <h2>{t('editor.offer')}</h2>
      <TextInput
        label={t('editor.offer_text')}
        dir="auto"
        rightSectionWidth={56}
        rightSection={<span className={css.count}>{t('templates.count', { length: number([...offer.text].length), most: number(offerTextMost) })}</span>}
        value={offer.text}
        error={faultOf(faults, '/offer/text')}
        onChange={(event) => set({ ...offer, text: event.currentTarget.value })}
      />
      <Checkbox
        label={t('editor.offer_ends')}
        description={t('editor.offer_ends_about')}
        checked={offer.expires !== null}
        onChange={(event) => set({ ...offer, expires: event.currentTarget.checked ? endVariable : null })}
      />
      {offer.expires !== null && (
        <div className={css.line}>
          <SegmentedControl
            size="xs"
            aria-label={t('editor.offer_ends')}
            value={isOwn ? 'own' : 'all'}
            onChange={(picked) => set({ ...offer, expires: picked === 'own' ? endVariable : '' })}
            data={[
              { value: 'own', label: t('editor.offer_own') },
              { value: 'all', label: t('editor.offer_all') },
            ]}
          />
          {!isOwn && (
            <TextInput
              type="datetime-local"
              aria-label={t('editor.offer_moment')}
              value={localMoment(offer.expires)}
              error={faultOf(faults, '/offer/expires')}
              onChange={(event) => set({ ...offer, expires: event.currentTarget.value === '' ? '' : new Date(event.currentTarget.value).toISOString() })}
            />
          )}
        </div>
      )}
      {faultOf(faults, '/offer/expires') !== undefined && isOwn && <p className={css.fault}>{faultOf(faults, '/offer/expires')}</p>}
    </section>
  );
}

/** An instant as the field of a date and a time shows it, on this machine's clock. */
function localMoment(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return '';
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
