/** Contacts as they may stand where others read along: enough for their owner to know them again, never enough to use them. */
import { clipText } from './clip-text.ts';
import { maskNames } from './mask-names.ts';

// Looked for only where a word begins: a long text without one is read once, not once for each letter.
const EMAIL = /(?<![\w.+-])[\w.+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/gu;

/** `a•••@example.com`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? '•••' : `${email.slice(0, 1)}•••${email.slice(at)}`;
}

/** `+7 ••• 01`, from digits with country code. */
export function maskPhone(phone: string): string {
  return phone.length < 8 ? '•••' : `+${phone.slice(0, phone.length - 10 || 1)} ••• ${phone.slice(-2)}`;
}

/** A text with every address and every long number in it masked; everything else stays. */
export function maskContacts(text: string): string {
  return text
    .replace(EMAIL, (email) => maskEmail(email))
    .replace(/\+?\d[\d\s().-]{8,24}\d/gu, (phone) => maskPhone(phone.replace(/\D/g, '')));
}

/**
 * What a customer or an operator wrote, as it is kept apart from their conversation: no address, no phone, no number of four
 * digits or more, none of the customer's `names`, at most `chars` characters. Another name in it stays: nothing tells it from any other
 * word.
 */
export function maskWords(text: string, chars: number, names: readonly string[]): string {
  const read = clipText(text.trim(), chars * 2);
  // A contact that the cut went through would no longer look like one.
  const whole = read.length < text.trim().length ? read.replace(/\S*$/u, '') : read;
  const masked = maskContacts(whole).replace(/\d{4,}|\d(?:[\s().-]{0,2}\d){5,}/g, '•••');
  return clipText(maskNames(masked, names), chars).trim();
}

/**
 * What somebody else's system says of a failure, as it may stand in a log: it should name no buyer, and if it does all the same,
 * no address of theirs and no number of seven digits or more is left.
 */
export function maskDetail(detail: string | undefined): string | undefined {
  return detail?.replace(EMAIL, '•••').replace(/\d(?:[\s().-]*\d){6,}/g, '•••');
}
