import { type ReactElement, useRef, useState } from 'react';
import { PhoneIcon } from './PhoneIcon.tsx';
import { type PhoneLanguage, phoneWords } from './words.ts';

type Props = { readonly url: string | undefined; readonly voice: boolean; readonly language: PhoneLanguage };

/** A voice message or a sound file that can be played, wound with the keyboard, and says when it is not here. */
export function VoiceNote({ url, voice, language }: Props): ReactElement {
  const audio = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState(false);
  const [seconds, setSeconds] = useState(0);
  const [length, setLength] = useState(0);
  const words = phoneWords[language];
  const name = voice ? words.voice : words.audio;
  if (url === undefined || url === '') {
    return (
      <p className="bubble-aside">
        <PhoneIcon name="mic" /> {name}. {words.notHere}
      </p>
    );
  }
  const turn = () => {
    if (playing) audio.current?.pause();
    else void audio.current?.play();
  };
  const wind = (to: number) => {
    if (audio.current) audio.current.currentTime = to;
    setSeconds(to);
  };
  return (
    <div className="bubble-voice">
      <button type="button" className="bubble-play" onClick={turn} aria-label={`${playing ? words.hold : words.play}: ${name}`}>
        <PhoneIcon name={playing ? 'hold' : 'play'} />
      </button>
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
      <audio
        ref={audio}
        src={url}
        preload="metadata"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setSeconds(0)}
        onTimeUpdate={(event) => setSeconds(event.currentTarget.currentTime)}
        onLoadedMetadata={(event) => setLength(Number.isFinite(event.currentTarget.duration) ? event.currentTarget.duration : 0)}
      />
    </div>
  );
}

function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
