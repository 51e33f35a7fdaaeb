/** Blots secrets out of text that may reach a log or an error. The last line of defence: the first is not to put them there. */

const MASK = '[secret]';

/**
 * A function that replaces every one of `secrets`, plain and percent-encoded. Short words (under 6 characters) are left
 * alone: blotting them out would garble everything and hide nothing.
 */
export function createRedactor(secrets: string[]): (text: string) => string {
  const forms = secrets
    .filter((secret) => secret.length >= 6)
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .toSorted((a, b) => b.length - a.length);
  if (forms.length === 0) return (text) => text;
  return (text) => forms.reduce((rest, form) => rest.replaceAll(form, MASK), text);
}
