import { type ReactNode, useEffect, useRef, useState } from 'react';
import { PhoneIcon } from '#web/phone/PhoneIcon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from '../Wall.module.css';
import { toBase64 } from './files.ts';
import type { Hand } from './hand.ts';
import { openRecorder, type Recorder, toOgg } from './recorder.ts';

type State = { readonly at: 'asking' } | { readonly at: 'recording'; readonly recorder: Recorder } | { readonly at: 'failed'; readonly why: string };

/** Records a voice message from the microphone, with its running time; sent as Ogg Opus, which is what WhatsApp calls a voice message. */
export function VoiceRecorder({ hand, onDone }: { hand: Hand; onDone: () => void }): ReactNode {
  const { t } = useWords();
  const [state, setState] = useState<State>({ at: 'asking' });
  const [seconds, setSeconds] = useState(0);
  const holding = useRef<Recorder>(null);

  useEffect(() => {
    let wanted = true;
    openRecorder().then(
      (recorder) => {
        if (!wanted) return void recorder.stop();
        holding.current = recorder;
        return setState({ at: 'recording', recorder });
      },
      (error: unknown) => wanted && setState({ at: 'failed', why: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      wanted = false;
      void holding.current?.stop();
    };
  }, []);

  useEffect(() => {
    if (state.at !== 'recording') return undefined;
    const timer = setInterval(() => setSeconds((one) => one + 1), 1000);
    return () => clearInterval(timer);
  }, [state.at]);

  const send = async (recorder: Recorder) => {
    const sound = toOgg(await recorder.stop());
    if (sound === null) {
      setState({ at: 'failed', why: t('wall.recordFormat') });
      return;
    }
    const base64 = await toBase64(sound);
    hand.act(
      { act: 'send_media', number: hand.number, kind: 'voice', mime: sound.type, base64, ...(hand.quote === null ? {} : { quoted: hand.quote.id }) },
      () => {
        hand.setQuote(null);
        onDone();
      },
    );
  };

  return (
    <div className={css.recording}>
      <button type="button" className={css.plain} aria-label={t('wall.recordAway')} onClick={onDone}>
        <PhoneIcon name="trash" />
      </button>
      {state.at === 'failed' ? (
        <span role="alert">{t('wall.recordFailed', { why: state.why })}</span>
      ) : (
        <span role="status">
          <i data-live={state.at === 'recording'} />
          {state.at === 'asking' ? t('wall.recordAsking') : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`}
        </span>
      )}
      <button
        type="button"
        disabled={state.at !== 'recording' || hand.busy}
        aria-label={t('wall.send')}
        onClick={() => state.at === 'recording' && void send(state.recorder)}
      >
        <PhoneIcon name="send" mirrored />
      </button>
    </div>
  );
}
