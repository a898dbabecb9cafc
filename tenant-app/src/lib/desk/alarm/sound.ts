import { leadOneTab } from '#lib/live/tabs.ts';
import type { Locks } from '#lib/live/tabs.ts';

const EVERY_MS = 3_000;
/** Two tones, Hz; each so many seconds. */
const TONES = [880, 660] as const;
const TONE_S = 0.22;

/**
 * Sounds until its return is called, in one tab of the browser. A browser lets a page sound only after somebody has touched
 * it: `onsilent` hears whether it is still silent.
 */
export function ring(onsilent: (silent: boolean) => void): () => void {
  const locks = 'locks' in navigator ? (navigator.locks as unknown as Locks) : undefined;
  const { leave } = leadOneTab(locks, 'liangji-alarm', () => begin(onsilent));
  return leave;
}

function begin(onsilent: (silent: boolean) => void): () => void {
  const audio = new AudioContext();
  const wake = (): void => void audio.resume();
  const sound = (): void => {
    onsilent(audio.state !== 'running');
    if (audio.state === 'running') TONES.forEach((hertz, index) => tone(audio, hertz, index * TONE_S));
  };
  audio.onstatechange = sound;
  addEventListener('pointerdown', wake);
  addEventListener('keydown', wake);
  sound();
  const timer = setInterval(sound, EVERY_MS);
  return () => {
    clearInterval(timer);
    removeEventListener('pointerdown', wake);
    removeEventListener('keydown', wake);
    audio.onstatechange = null;
    void audio.close();
  };
}

function tone(audio: AudioContext, hertz: number, afterS: number): void {
  const [oscillator, volume, from] = [audio.createOscillator(), audio.createGain(), audio.currentTime + afterS];
  oscillator.frequency.value = hertz;
  volume.gain.setValueAtTime(0.25, from);
  volume.gain.exponentialRampToValueAtTime(0.001, from + TONE_S);
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start(from);
  oscillator.stop(from + TONE_S);
}
