import type { ReactNode } from 'react';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './CameOfIt.module.css';
import { shareOf, type Status } from './verdict.ts';

/** What came of it? A sentence, then the steps from sent to read as bars of one length, each with its base. */
export function CameOfIt(props: { readonly status: Status }): ReactNode {
  const { t, rich, percent } = useWords();
  const { sent, delivered, read, failed, inbound } = props.status.last_30_days;
  const rate = (part: number, base: number, name: string) => {
    const share = shareOf(part, base);
    return share === null ? '' : t('home.rate_of', { rate: percent(share), base: name });
  };

  return (
    <Section title={t('home.paying')} beside={t('home.paying_beside')}>
      {sent === 0 && inbound === 0 ? (
        <p className={css.quiet}>{t('home.paying_nothing')}</p>
      ) : (
        <>
          <p className={css.say}>{rich('home.paying_say', { sent, read, inbound })}</p>
          <dl className={css.bars}>
            <Bar name={t('home.sent')} people={sent} most={sent} rate="" />
            <Bar name={t('home.delivered')} people={delivered} most={sent} rate={rate(delivered, sent, t('home.base_sent'))} />
            <Bar name={t('home.read')} people={read} most={sent} rate={rate(read, delivered, t('home.base_delivered'))} />
            <Bar name={t('home.failed')} people={failed} most={sent} rate={rate(failed, sent, t('home.base_sent'))} stopped />
          </dl>
        </>
      )}
    </Section>
  );
}

function Bar(props: { readonly name: string; readonly people: number; readonly most: number; readonly rate: string; readonly stopped?: boolean }): ReactNode {
  const { number } = useWords();
  const share = shareOf(props.people, props.most) ?? 0;
  return (
    <div className={css.bar}>
      <dt>{props.name}</dt>
      <dd className={css.track} aria-hidden="true">
        <span data-stopped={props.stopped} style={{ inlineSize: `${Math.min(100, share * 100)}%` }} />
      </dd>
      <dd className={css.figure}>{number(props.people)}</dd>
      <dd className={css.rate}>{props.rate}</dd>
    </div>
  );
}
