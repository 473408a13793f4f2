import { oggFromWebm } from './ogg.ts';

/** A microphone that is listening. `stop` ends it and gives what it heard; a second call gives the same. */
export type Recorder = { readonly stop: () => Promise<Recording> };
type Recording = { readonly bytes: Uint8Array<ArrayBuffer>; readonly mime: string };

/** Firefox writes Ogg itself; Chromium writes WebM with the same Opus in it. */
const wanted = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus'];

/** Asks for the microphone and begins. Fails with the browser's own words when it may not or there is none. */
export async function openRecorder(): Promise<Recorder> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
  const mimeType = wanted.find((mime) => MediaRecorder.isTypeSupported(mime));
  const recorder = new MediaRecorder(stream, mimeType === undefined ? {} : { mimeType });
  const parts: Blob[] = [];
  recorder.addEventListener('dataavailable', (event) => parts.push(event.data));
  const ended = new Promise<void>((done) => {
    recorder.addEventListener('stop', () => done(), { once: true });
  });
  recorder.start();
  return {
    stop: async () => {
      if (recorder.state !== 'inactive') recorder.stop();
      for (const track of stream.getTracks()) track.stop();
      await ended;
      const whole = new Blob(parts);
      return { bytes: new Uint8Array(await whole.arrayBuffer()), mime: recorder.mimeType };
    },
  };
}

/** A recording as WhatsApp takes a voice message: Opus in Ogg. Null when this browser recorded something else. */
export function toOgg({ bytes, mime }: Recording): Blob | null {
  if (mime.startsWith('audio/ogg')) return new Blob([bytes], { type: voiceMime });
  if (!mime.startsWith('audio/webm')) return null;
  const ogg = oggFromWebm(bytes);
  return ogg === null ? null : new Blob([ogg], { type: voiceMime });
}

const voiceMime = 'audio/ogg; codecs=opus';
