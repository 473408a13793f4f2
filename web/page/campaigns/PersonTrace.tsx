import { Drawer } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { RecipientTrace, TraceStep } from '#core/contract/report.ts';
import { explainError } from '#core/whatsapp/errors.ts';
import { queries } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { reasonWords } from '#web/part/plan.ts';
import { directionOf, mediaUrl } from '#web/part/templateCard.ts';
import { Bubble } from '#web/phone/Bubble.tsx';
import { bubbleOf } from '#web/phone/message.ts';
import { Pairs } from '#web/ui/Pairs.tsx';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Report.module.css';

type Props = { readonly campaign: string; readonly broadcast: string | undefined; readonly seq: number; readonly onClose: () => void };

/** One person's story in a sending: the verdict, each attempt, what was said, what they answered, what it cost. */
export function PersonTrace({ campaign, broadcast, seq, onClose }: Props): ReactNode {
  const { t } = useWords();
  const asked = useQuery(queries.campaigns.recipient({ params: { id: campaign, seq }, query: { broadcast } }));
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="30rem"
      title={asked.data === undefined ? t('campaigns.col_person') : t('report.trace', { name: asked.data.recipient.name })}
      closeButtonProps={{ 'aria-label': t('report.trace_close') }}
    >
      <Asked of={asked}>{(trace) => <Story trace={trace} />}</Asked>
    </Drawer>
  );
}

function Story({ trace }: { readonly trace: RecipientTrace }): ReactNode {
  const { t, language, languageName, phone, country, money } = useWords();
  const { recipient, content, price } = trace;
  return (
    <div className={css.story}>
      <p className={css.quiet}>
        <span dir="ltr">{phone(recipient.phone)}</span>
        {recipient.country !== null && ` · ${country(recipient.country)}`} · {languageName(recipient.language)}
      </p>
      <p>
        <Link to="/contacts/$id" params={{ id: recipient.contact }}>
          {t('report.trace_contact')}
        </Link>
        {trace.conversation !== null && (
          <>
            {' · '}
            <Link to="/inbox/$id" params={{ id: trace.conversation }}>
              {t('report.trace_conversation')}
            </Link>
          </>
        )}
      </p>
      <Section title={t('report.trace_steps')}>
        <ol className={css.steps}>
          {trace.steps.map((step, place) => (
            <StepRow key={`${place} ${step.step}`} step={step} />
          ))}
        </ol>
      </Section>
      {content !== null && (
        <Section title={t('report.trace_message')}>
          <div className={css.drawn} dir={directionOf(recipient.language)}>
            <Bubble content={bubbleOf(content)} mine={false} time={null} language={language} mediaUrl={mediaUrl} />
          </div>
        </Section>
      )}
      <Section title={t('report.trace_facts')}>
        <Pairs
          rows={[
            { name: t('report.trace_price'), value: price === null ? t('campaigns.no_rate') : money(price, true) },
            { name: t('report.trace_wire'), value: <code className={css.wire}>{trace.wire_name}</code> },
            ...(trace.wamid === null ? [] : [{ name: t('report.trace_wamid'), value: <code className={css.wire}>{trace.wamid}</code> }]),
            { name: t('report.trace_plan'), value: <code className={css.wire}>{trace.plan.hash.slice(0, hashShown)}</code> },
          ]}
        />
      </Section>
    </div>
  );
}

/** As much of a hash as one compares by eye. */
const hashShown = 12;

function StepRow({ step }: { readonly step: TraceStep }): ReactNode {
  const { t, language, locale } = useWords();
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
  const words = step.code === null ? undefined : explainError(step.code)[language];
  const said = step.step === 'skipped' && step.text !== null ? reasonWords(step.text, language).title : step.step === 'replied' ? step.text : null;
  return (
    <li data-step={step.step}>
      <b>
        {t(`report.step_${step.step}`, { name: step.text ?? '', text: step.text ?? '' })}
        {step.code !== null && <code className={css.code}>{step.code}</code>}
      </b>
      <span>
        {step.at === null ? t('report.trace_no_time') : <time dateTime={step.at}>{exact.format(new Date(step.at))}</time>}
        {step.attempt > 0 && ` · ${t('report.trace_attempt', { attempt: step.attempt + 1 })}`}
      </span>
      {words !== undefined && (
        <p>
          {words.title}. {words.because}
        </p>
      )}
      {words === undefined && step.step === 'failed' && step.text !== null && <p>{step.text}</p>}
      {said !== null && <p dir="auto">{said}</p>}
    </li>
  );
}
