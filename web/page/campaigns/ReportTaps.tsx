import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ButtonTaps, Report } from '#core/contract/report.ts';
import { directionOf, mediaUrl } from '#web/part/templateCard.ts';
import type { ButtonMark } from '#web/phone/acts.ts';
import { Bubble } from '#web/phone/Bubble.tsx';
import { bubbleOf } from '#web/phone/message.ts';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Report.module.css';

/** The message as it was seen with the taps at its buttons, wider where more did; and each button with its people. */
export function ReportTaps({ report }: { readonly report: Report }): ReactNode {
  const { t, number, percent, language, languageName } = useWords();
  const { taps, plan } = report;
  const sample = plan.samples[0];
  if (taps.people === 0 || taps.rate === null) return null;
  const all = taps.buttons.reduce((sum, button) => sum + button.taps, 0);
  const mark: ButtonMark = (button, card) => {
    const tapped = taps.buttons.find(
      (each) => each.body === 'template' && each.language === sample?.language && each.card === card && each.text === button.text,
    );
    if (tapped === undefined) return null;
    return (
      <>
        <i className={css.heat} style={{ inlineSize: `${shareOf(tapped, all) * 100}%` }} aria-hidden="true" />
        <b className={css.count}>{number(tapped.people)}</b>
      </>
    );
  };
  return (
    <Section
      title={t('report.taps')}
      beside={sample === undefined ? undefined : `${t('campaigns.as_seen', { name: sample.name })}, ${languageName(sample.language)}`}
    >
      <p className={css.quiet}>
        {t('report.taps_line', { people: taps.people, rate: percent(taps.rate), low: percent(taps.low ?? 0), high: percent(taps.high ?? 1) })}
      </p>
      <div className={css.clickmap}>
        {sample !== undefined && (
          <div className={css.drawn} dir={directionOf(sample.language)}>
            <Bubble content={bubbleOf(sample.content)} mine={false} time={null} language={language} mediaUrl={mediaUrl} mark={mark} />
          </div>
        )}
        <ul aria-label={t('report.taps_on')}>
          {taps.buttons.map((button) => (
            <TapRow key={`${button.body} ${button.language} ${button.card} ${button.text}`} button={button} all={all} campaign={report.campaign.id} />
          ))}
        </ul>
      </div>
    </Section>
  );
}

function shareOf(button: ButtonTaps, all: number): number {
  return all === 0 ? 0 : button.taps / all;
}

function TapRow({ button, all, campaign }: { readonly button: ButtonTaps; readonly all: number; readonly campaign: string }): ReactNode {
  const { t, number, percent, languageName } = useWords();
  const share = shareOf(button, all);
  const beside = [
    languageName(button.language),
    button.card === null ? undefined : t('report.of_card', { card: button.card + 1 }),
    button.body === 'free' ? t('report.free_body') : undefined,
    t('report.taps_of', { share: percent(share) }),
  ];
  return (
    <li className={css.tap}>
      <i style={{ inlineSize: `${Math.round(share * 1000) / 10}%` }} aria-hidden="true" />
      <span>
        <Link
          to="/campaigns/$id/report"
          params={{ id: campaign }}
          search={({ broadcast }) => ({ ...(broadcast === undefined ? {} : { broadcast }), button: button.text })}
          hash="everyone"
          resetScroll={false}
        >
          {button.text}
        </Link>
        <small>{beside.filter((part) => part !== undefined).join(' · ')}</small>
      </span>
      <b>{number(button.people)}</b>
    </li>
  );
}
