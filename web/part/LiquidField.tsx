import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useEffect, useState } from 'react';
import type { VariableSource } from '#core/contract/variables.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { capital } from './capital.ts';
import css from './VariableEditor.module.css';

type Liquid = Extract<VariableSource, { from: 'liquid' }>;

/** An expression is looked at when the hand rests. */
const restMilliseconds = 200;

/** Expressions that show what can be said; a click puts one into the field. They are code and the same in every language. */
const examples = [
  '{{ contact.first_name | capitalize }}',
  '{{ order.total | money }}',
  '{{ order.at | date: "long" }}',
  '{{ cart.items.size | plural: "one item", "# items" }}',
  '{% if contact.fields.vip %}Dear friend{% else %}Hello{% endif %}',
] as const;

/** An expression over person, order, cart and fact, checked as it is typed by the function the server asks too. */
export function LiquidField(props: {
  readonly name: string;
  readonly source: Liquid;
  /** What the server said of it. */
  readonly fault: string | undefined;
  readonly onChange: (source: VariableSource) => void;
}): ReactNode {
  const { t, locale } = useWords();
  const { name, source, onChange } = props;
  const seen = useLiquidFault(source);
  const fault = seen ?? props.fault;
  return (
    <div className={css.below}>
      <TextInput
        aria-label={t('campaigns.liquid_of', { name })}
        className={css.liquid}
        spellCheck={false}
        dir="ltr"
        value={source.template}
        maxLength={2000}
        placeholder={examples[0]}
        error={fault === undefined || source.template === '' ? undefined : capital(fault, locale)}
        onChange={(event) => onChange({ ...source, template: event.currentTarget.value })}
      />
      <details className={css.help}>
        <summary>{t('compose.liquid_help')}</summary>
        <p>{t('compose.liquid_about')}</p>
        <ul>
          {examples.map((example, at) => (
            <li key={example}>
              <button type="button" onClick={() => onChange({ ...source, template: example })} aria-label={t('compose.liquid_use', { example })}>
                <code dir="ltr">{example}</code>
              </button>
              <span>{t(liquidWords[at] ?? 'compose.liquid_name')}</span>
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}

const liquidWords = ['compose.liquid_name', 'compose.liquid_money', 'compose.liquid_date', 'compose.liquid_plural', 'compose.liquid_if'] as const;

/** What is wrong with an expression, in the reader's language. The reader of Liquid is loaded with the first expression. */
function useLiquidFault(source: Liquid): string | undefined {
  const { language } = useWords();
  const [template] = useDebouncedValue(source.template, restMilliseconds);
  const [found, setFound] = useState<{ of: string; fault: string | undefined }>({ of: '', fault: undefined });
  useEffect(() => {
    if (template === '') return undefined;
    let isCurrent = true;
    void Promise.all([import('#core/expression/expression.ts'), import('#core/value/say.ts'), import('#core/expression/says.ts')]).then(
      ([{ checkSource }, { tellWith }, { expressionSays }]) => {
        const first = checkSource({ from: 'liquid', template, fallback: '' }, '')[0];
        if (isCurrent) setFound({ of: template, fault: first === undefined ? undefined : tellWith(expressionSays, first.detail, language) });
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [template, language]);
  return found.of === source.template ? found.fault : undefined;
}
