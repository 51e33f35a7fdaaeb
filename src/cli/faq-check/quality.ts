/** How well the FAQ finds itself, in a line: each phrasing is asked while it is hidden. */
import { LOCALES } from '../../core/locale.ts';
import type { Learnt } from '../../matcher/learn.ts';
import type { HeldOutResult } from '../../matcher/held-out.ts';

/** "ru 91%, uk 90%"; "" when nothing was asked. */
export function sharesRight(results: readonly HeldOutResult[]): string {
  return LOCALES.map((locale) => {
    const share = shareRight(results.filter((one) => one.locale === locale));
    return share === null ? null : `${locale} ${Math.round(share * 100)}%`;
  })
    .filter((text) => text !== null)
    .join(', ');
}

/** What the bands of this content are, and how they do on questions that it has never seen. */
export function bandsOf({ calibration, figures }: Learnt): string {
  const percent = (share: number): string => `${Math.round(share * 100)}%`;
  return (
    `At once (from ${calibration.answer.toFixed(2)} on) ${percent(figures.answered)} are answered, ${percent(figures.answeredRight)} of them ` +
    `rightly; a choice is offered from ${calibration.offer.toFixed(2)} on; of questions whose answer was taken away ` +
    `${percent(figures.nearAnswered)} are answered all the same.`
  );
}

/** 0…1; null when nothing was asked. */
export function shareRight(results: readonly HeldOutResult[]): number | null {
  if (results.length === 0) return null;
  return results.filter((one) => one.found === one.id).length / results.length;
}
