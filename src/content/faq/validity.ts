/**
 * `<!-- validFrom: 2026-12-01 -->` and `<!-- validTo: 2026-12-31 -->`: when an entry is answered. Days are days of the
 * shop's own time zone; the last day counts whole.
 */
import type { FindingSink } from '../finding.ts';
import { didYouMean } from '../nearest.ts';
import { localToUtc } from '../zoned-time.ts';

export interface Validity {
  validFromMs?: number;
  validToMs?: number;
}

const HINT = 'comments may be <!-- validTo: 2026-12-31 -->, <!-- validFrom: … --> or <!-- note: … -->';

/** Reads the comments of one HTML block into `into`; any other HTML is an error. */
export function readValidity(
  html: string,
  line: number,
  into: Validity,
  context: { timeZone: string; say: FindingSink },
): void {
  const { say } = context;
  const rest = html.replace(/<!--\s*([A-Za-z]+)\s*:\s*(.*?)\s*-->/gsu, (_, name: string, value: string) => {
    if (name === 'note') return '';
    if (name !== 'validFrom' && name !== 'validTo') {
      say.error(line, `unknown comment "${name}"`, didYouMean(name, ['validFrom', 'validTo', 'note']));
      return '';
    }
    const day = readDay(value);
    if (day === null) {
      say.error(line, `${name} "${value}" is not a date`, 'write it as 2026-12-31');
      return '';
    }
    if (name === 'validFrom') into.validFromMs = localToUtc(day, context.timeZone);
    else into.validToMs = localToUtc({ ...day, day: day.day + 1 }, context.timeZone) - 1;
    return '';
  });
  if (rest.trim() !== '') say.error(line, `HTML (${rest.trim().slice(0, 30)}) cannot be shown in a messenger`, HINT);
  if (into.validFromMs !== undefined && into.validToMs !== undefined && into.validFromMs > into.validToMs) {
    say.error(line, 'validFrom is after validTo, so the answer would never be given', 'swap the two dates');
  }
}

function readDay(text: string): { year: number; month: number; day: number; minute: number } | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(text);
  if (parts === null) return null;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const real = new Date(Date.UTC(year, month - 1, day));
  if (real.getUTCMonth() !== month - 1 || real.getUTCDate() !== day) return null;
  return { year, month, day, minute: 0 };
}
