/**
 * Takes secrets and phone numbers out of text on its way to the log. The last line of defence: callers should not hand
 * such things over, but a platform's token stands in its URLs and an error message may quote one.
 */

export const MASK = '[redacted]';

/** Names of fields whose value is never written, whatever it is. */
const SECRET_FIELD = /(authorization|cookie|token|secret|password|passphrase|phone|api[_-]?key|csrf)$/i;

const PATTERNS: readonly RegExp[] = [
  /\d{6,12}:[A-Za-z0-9_-]{30,}/g, // a Telegram bot token, also inside a URL
  /\b[0-9a-f]{16}-[0-9a-f]{16}-[0-9a-f]{16}\b/gi, // a Viber token
  /\b(?:Bearer|Basic)\s+[A-Za-z0-9+/._~=-]{6,}/gi,
  /(?<=[?&](?:token|access_token|secret|sig|key)=)[^&\s"']+/gi,
  /(?<=:\/\/[^\s:/@]{0,100}:)[^\s/@]{1,200}(?=@)/g, // the password in a URL
  /(?<=\/(?:setup|invite|sign-in)\/)[A-Za-z0-9_-]{8,}/g, // one-time links
  /\+\d(?:[\s().-]{0,2}\d){9,14}/g, // +7 912 345-67-89
  /(?<![\w.:-])[78](?:[\s().-]{0,2}\d){10}(?![\w.:-])/g, // 89123456789 without a plus
  /(?<![\w.:-])380(?:[\s().-]{0,2}\d){9}(?![\w.:-])/g,
];

/** True for a field name such as `authorization` or `bot_token`. */
export function isSecretField(name: string): boolean {
  return SECRET_FIELD.test(name);
}

/** Returns a function that masks the given values, and everything that looks like a token or a phone number. */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  // Longest first: a secret that contains another must not leave its tail behind.
  const known = secrets.filter((secret) => secret.length >= 6).toSorted((a, b) => b.length - a.length);
  return (text) => {
    let clean = text;
    for (const secret of known) clean = clean.replaceAll(secret, MASK);
    for (const pattern of PATTERNS) clean = clean.replace(pattern, MASK);
    return clean;
  };
}
