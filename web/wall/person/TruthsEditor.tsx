import { Button, NumberInput, Switch, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { control, type TruthsReport } from '../control.ts';
import css from '../desk/Desk.module.css';
import { Problem } from '../desk/Problem.tsx';
import { readTopics } from './script.ts';

const topicLetters = 900;

/** What a person really is, decided by hand where the seed's draw is not wanted. */
export function TruthsEditor({ truths }: { readonly truths: TruthsReport }): ReactNode {
  const { t } = useWords();
  const [agreed, setAgreed] = useState(truths.agreed);
  const [topics, setTopics] = useState(truths.topics.join(', '));
  const [hour, setHour] = useState<number | string>(truths.hour);
  const [patience, setPatience] = useState<number | string>(Math.round(truths.patience * 10) / 10);
  const save = useMutation({
    mutationFn: (typed: { hour: number; patience: number }) => control.setTruths(truths.wa_id, { agreed, topics: readTopics(topics), ...typed }),
  });
  const weight = Math.round(truths.pressure * 10) / 10;
  return (
    <section className={css.part}>
      <h2>{t('person.truths')}</h2>
      <p>{t('person.truthsHelp')}</p>
      <Switch label={t('person.agreed')} checked={agreed} onChange={(event) => setAgreed(event.currentTarget.checked)} />
      <TextInput
        label={t('person.topics')}
        description={t('person.topicsHelp')}
        maxLength={topicLetters}
        value={topics}
        onChange={(event) => setTopics(event.currentTarget.value)}
      />
      <div className={css.fields}>
        <NumberInput label={t('person.hour')} min={0} max={23} suffix=" h" allowDecimal={false} value={hour} onChange={setHour} />
        <NumberInput
          label={t('person.patience')}
          min={0}
          max={50}
          decimalScale={1}
          allowedDecimalSeparators={[',', '.']}
          value={patience}
          onChange={setPatience}
        />
      </div>
      <p>{t('person.pressure', { messages: weight })}</p>
      <div className={css.row}>
        <Button
          size="xs"
          variant="filled"
          loading={save.isPending}
          disabled={typeof hour !== 'number' || typeof patience !== 'number'}
          onClick={() => typeof hour === 'number' && typeof patience === 'number' && save.mutate({ hour, patience })}
        >
          {t('person.saveTruths')}
        </Button>
        {save.isSuccess ? <span role="status">{t('person.saved')}</span> : null}
      </div>
      <Problem error={save.error} />
    </section>
  );
}
