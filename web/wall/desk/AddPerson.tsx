import { Button, Select, Switch, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type PhoneSetup, personas } from '#core/rehearsal/rehearsal.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { control } from '../control.ts';
import css from './Desk.module.css';
import { Problem } from './Problem.tsx';

const nobody = { name: '', phone: '', place: '', language: 'fr', timezone: Intl.DateTimeFormat().resolvedOptions().timeZone };

/** One more person with a phone, as somebody sets them up by hand. */
export function AddPerson(): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const [typed, setTyped] = useState(nobody);
  const [persona, setPersona] = useState<PhoneSetup['persona']>('manual');
  const [featured, setFeatured] = useState(true);
  const add = useMutation({ mutationFn: control.addPhone, onSuccess: () => client.invalidateQueries() });
  const digits = typed.phone.replaceAll(/\D/g, '');
  const field = (name: keyof typeof nobody) => ({
    label: t(`desk.${name}`),
    value: typed[name],
    onChange: (event: { currentTarget: { value: string } }) => setTyped({ ...typed, [name]: event.currentTarget.value }),
  });
  return (
    <section className={css.part}>
      <h2>{t('desk.addOne')}</h2>
      <p>{t('desk.addOneHelp')}</p>
      <div className={css.fields}>
        <TextInput {...field('name')} maxLength={120} />
        <TextInput {...field('phone')} placeholder="33 6 12 34 50 00" inputMode="tel" />
        <TextInput {...field('place')} maxLength={120} />
        <TextInput {...field('language')} maxLength={20} />
        <TextInput {...field('timezone')} maxLength={60} />
        <Select
          label={t('desk.persona')}
          value={persona}
          allowDeselect={false}
          data={personas.map((value) => ({ value, label: t(`wall.${value}`) }))}
          onChange={(value) => setPersona(personas.find((one) => one === value) ?? 'manual')}
        />
      </div>
      <div className={css.row}>
        <Button
          loading={add.isPending}
          disabled={typed.name.trim() === '' || digits.length < 7}
          onClick={() =>
            add.mutate({
              wa_id: digits,
              name: typed.name.trim(),
              place: typed.place.trim(),
              language: typed.language,
              timezone: typed.timezone,
              persona,
              featured,
            })
          }
        >
          {t('desk.add')}
        </Button>
        <Switch label={t('desk.featured')} checked={featured} onChange={(event) => setFeatured(event.currentTarget.checked)} />
      </div>
      {add.isSuccess ? <p role="status">{t('desk.added', { name: typed.name })}</p> : null}
      <Problem error={add.error} />
    </section>
  );
}
