/** Two soft notes, made here: no file to load. */

const NOTES_HZ = [659, 880];
const NOTE_S = 0.16;
const LOUDNESS = 0.07;
let audio: AudioContext | null = null;

/** Plays once; silent where the browser does not allow sound before a first click. */
export function playTone(): void {
  try {
    audio ??= new AudioContext();
    if (audio.state !== 'running') void audio.resume().catch(() => undefined);
    for (const [index, pitch] of NOTES_HZ.entries()) note(audio, pitch, audio.currentTime + index * NOTE_S);
  } catch {
    audio = null; // no sound device, or none allowed
  }
}

function note(context: AudioContext, pitch: number, at: number): void {
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.value = pitch;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(LOUDNESS, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.000_1, at + NOTE_S * 2);
  tone.connect(volume).connect(context.destination);
  tone.start(at);
  tone.stop(at + NOTE_S * 2);
}
