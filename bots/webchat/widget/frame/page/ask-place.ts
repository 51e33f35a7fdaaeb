/** Asks the browser where the visitor is, says so while it asks, and says what else can be done when it does not tell. */
import { h, pushButton } from './dom.ts';
import type { Ui } from './ui.ts';

const ASK_MS = 30_000;
/** About a metre: more would tell the noise of the device. */
const DIGITS = 5;
const DENIED = 1;

export async function askPlace({ say, sheet, acts }: Ui): Promise<void> {
  const text = h('p', { role: 'status' }, say('locationAsking'));
  const ok = pushButton({ class: 'plain', onclick: () => sheet.close() }, say('cancel'));
  sheet.show(say('location'), text, ok);
  try {
    const { coords } = await whereAreYou();
    if (!text.isConnected) return;
    acts.send({ kind: 'location', latitude: round(coords.latitude), longitude: round(coords.longitude) });
    sheet.close();
  } catch (thrown) {
    const denied =
      typeof thrown === 'object' && thrown !== null && 'code' in thrown && thrown.code === DENIED;
    text.textContent = say(denied ? 'locationDenied' : 'locationFailed');
    ok.textContent = say('back');
  }
}

function whereAreYou(): Promise<GeolocationPosition> {
  return new Promise((resolve, reject) => {
    if (!('geolocation' in navigator)) return reject(new Error('no geolocation'));
    navigator.geolocation.getCurrentPosition(resolve, reject, { timeout: ASK_MS, maximumAge: ASK_MS });
  });
}

const round = (degrees: number): number => Number(degrees.toFixed(DIGITS));
