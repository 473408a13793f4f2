import { NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import type { SettingKind } from './setting.ts';
import { readSpan, writeSpan } from './span.ts';

type Value = string | number | boolean | null;
type Props = { readonly name: string; readonly kind: SettingKind; readonly value: Value; readonly onPut: (value: Value) => void };

/** The thing to turn, by kind. What is typed counts when the field is left or Enter is pressed, so that half a number is never sent. */
export function SettingValue({ name, kind, value, onPut }: Props): ReactNode {
  const { t } = useWords();
  switch (kind.kind) {
    case 'switch':
      return <Switch aria-label={name} checked={value === true} onChange={(event) => onPut(event.currentTarget.checked)} />;
    case 'choice':
      return (
        <Select
          aria-label={name}
          value={String(value)}
          allowDeselect={false}
          data={kind.options.map((option) => ({ value: option.value, label: option.word === null ? option.value : t(option.word) }))}
          onChange={(next) => next !== null && onPut(next)}
        />
      );
    case 'span':
      return <Span key={String(value)} name={name} value={Number(value)} most={kind.most} onPut={onPut} />;
    case 'share':
      return (
        <Figure
          key={String(value)}
          name={name}
          value={Number(value) * 100}
          least={kind.least * 100}
          most={kind.most * 100}
          suffix=" %"
          nullable={false}
          onPut={(next) => onPut(next === null ? 0 : next / 100)}
        />
      );
    case 'number':
      return (
        <Figure
          key={String(value)}
          name={name}
          value={typeof value === 'number' ? value : null}
          least={kind.least}
          most={kind.most}
          suffix=""
          nullable={kind.nullable}
          onPut={onPut}
        />
      );
    case 'text':
      return <Word key={String(value)} name={name} value={String(value)} onPut={onPut} />;
  }
}

type FigureProps = {
  name: string;
  value: number | null;
  least: number;
  most: number;
  suffix: string;
  nullable: boolean;
  onPut: (value: number | null) => void;
};

function Figure({ name, value, least, most, suffix, nullable, onPut }: FigureProps): ReactNode {
  const { t } = useWords();
  const [typed, setTyped] = useState<number | string>(value ?? '');
  const put = () => {
    if (typed === '' && nullable && value !== null) onPut(null);
    else if (typeof typed === 'number' && typed !== value) onPut(typed);
  };
  return (
    <NumberInput
      aria-label={name}
      value={typed}
      min={least}
      max={most}
      suffix={suffix}
      thousandSeparator=" "
      placeholder={nullable ? t('desk.unset') : ''}
      onChange={setTyped}
      onBlur={put}
      onKeyDown={(event) => event.key === 'Enter' && put()}
    />
  );
}

function Span({ name, value, most, onPut }: { name: string; value: number; most: number; onPut: (value: number) => void }): ReactNode {
  const { t } = useWords();
  const [typed, setTyped] = useState(writeSpan(value));
  const read = readSpan(typed);
  const put = () => {
    if (read !== null && read <= most && read !== value) onPut(read);
  };
  return (
    <TextInput
      aria-label={name}
      value={typed}
      error={read === null || read > most ? t('desk.badSpan') : null}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={put}
      onKeyDown={(event) => event.key === 'Enter' && put()}
    />
  );
}

function Word({ name, value, onPut }: { name: string; value: string; onPut: (value: string) => void }): ReactNode {
  const [typed, setTyped] = useState(value);
  const put = () => typed !== value && onPut(typed);
  return (
    <TextInput
      aria-label={name}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={put}
      onKeyDown={(event) => event.key === 'Enter' && put()}
    />
  );
}
