import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useRef, useState } from 'react';
import { PhoneIcon } from './PhoneIcon.tsx';
import { readWave, waveBars } from './waveform.ts';
import { type PhoneLanguage, phoneWords } from './words.ts';

type Props = { readonly url: string | undefined; readonly voice: boolean; readonly language: PhoneLanguage };

const speeds = [1, 1.5, 2];

/** A voice message or a sound file that can be played, wound with the keyboard, and says when it is not here. */
export function VoiceNote({ url, voice, language }: Props): ReactElement {
  const words = phoneWords[language];
  const name = voice ? words.voice : words.audio;
  if (url === undefined || url === '') {
    return (
      <p className="bubble-aside">
        <PhoneIcon name="mic" /> {name}. {words.notHere}
      </p>
    );
  }
  return <Player url={url} voice={voice} language={language} />;
}

function Player({ url, voice, language }: { url: string; voice: boolean; language: PhoneLanguage }): ReactElement {
  const audio = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState(false);
  const [seconds, setSeconds] = useState(0);
  const [told, setTold] = useState(0);
  const [speed, setSpeed] = useState(1);
  const wave = useQuery({ queryKey: ['wave', url], queryFn: () => readWave(url), staleTime: Number.POSITIVE_INFINITY, retry: false });
  const words = phoneWords[language];
  const name = voice ? words.voice : words.audio;
  // A browser's own recordings carry no length; the decoded sound does.
  const length = told > 0 ? told : (wave.data?.seconds ?? 0);
  const turn = () => {
    if (playing) audio.current?.pause();
    else void audio.current?.play();
  };
  const wind = (to: number) => {
    if (audio.current) audio.current.currentTime = to;
    setSeconds(to);
  };
  const quicken = () => {
    const next = speeds[(speeds.indexOf(speed) + 1) % speeds.length] ?? 1;
    if (audio.current) audio.current.playbackRate = next;
    setSpeed(next);
  };
  return (
    <div className="bubble-voice">
      <button type="button" className="bubble-play" onClick={turn} aria-label={`${playing ? words.hold : words.play}: ${name}`}>
        <PhoneIcon name={playing ? 'hold' : 'play'} />
      </button>
      <div className="bubble-wave">
        <Wave peaks={wave.data?.peaks ?? null} played={length === 0 ? 0 : seconds / length} />
        <input
          type="range"
          min={0}
          max={length}
          step={0.1}
          value={seconds}
          onChange={(event) => wind(Number(event.currentTarget.value))}
          aria-label={words.position}
        />
        <span className="bubble-clock">{clock(playing || seconds > 0 ? seconds : length)}</span>
      </div>
      {playing || speed !== 1 ? (
        <button type="button" className="bubble-speed" onClick={quicken} aria-label={words.speed(speed)}>
          {speed}×
        </button>
      ) : (
        <span className={voice ? 'bubble-face bubble-face-voice' : 'bubble-face'}>
          <PhoneIcon name={voice ? 'mic' : 'note'} />
        </span>
      )}
      <audio
        ref={audio}
        src={url}
        preload="metadata"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setSeconds(0)}
        onTimeUpdate={(event) => setSeconds(event.currentTarget.currentTime)}
        onLoadedMetadata={(event) => setTold(Number.isFinite(event.currentTarget.duration) ? event.currentTarget.duration : 0)}
      />
    </div>
  );
}

/** The sound's own shape; a row of dots where it could not be read. */
function Wave({ peaks, played }: { peaks: readonly number[] | null; played: number }): ReactElement {
  return (
    <svg viewBox={`0 0 ${waveBars * 3} 20`} preserveAspectRatio="none" aria-hidden="true">
      {Array.from({ length: waveBars }, (_, bar) => {
        const height = peaks === null ? 2 : 2 + 16 * (peaks[bar] ?? 0);
        return <rect key={bar} x={bar * 3} y={10 - height / 2} width="1.8" height={height} rx="0.9" data-played={(bar + 0.5) / waveBars <= played} />;
      })}
    </svg>
  );
}

function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
