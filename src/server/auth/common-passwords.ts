/**
 * The passwords that are tried first. Only those of twelve characters and more matter: shorter ones are refused anyway.
 * A short list of stems with what people put around them catches more than a long list of whole passwords.
 */

const STEMS = [
  'password',
  'passwort',
  'parol',
  'пароль',
  'qwerty',
  'qwertyuiop',
  'йцукен',
  'йцукенгшщзхъ',
  'asdfghjkl',
  'zxcvbnm',
  'qazwsx',
  'qazwsxedc',
  'admin',
  'administrator',
  'administrateur',
  'operator',
  'welcome',
  'letmein',
  'iloveyou',
  'monkey',
  'dragon',
  'master',
  'football',
  'baseball',
  'superman',
  'batman',
  'princess',
  'sunshine',
  'trustno',
  'prilavok',
  'прилавок',
  'support',
  'changeme',
  'secret',
  'default',
  'company',
  'magazin',
  'магазин',
  'privet',
  'привет',
  'lyubov',
  'любовь',
  'natasha',
  'наташа',
  'marina',
  'ukraine',
  'україна',
  'russia',
  'россия',
  'q1w2e3r4',
  'q1w2e3r4t5y6',
  '1q2w3e4r',
  '1q2w3e4r5t6y',
  '1qaz2wsx',
  '1qaz2wsx3edc',
  'qwe123',
  'qwerty123',
  'abc123',
  'a1b2c3d4',
  'pass',
  'root',
  'user',
  'test',
  'login',
  'guest',
  'shop',
];

const LEET: Record<string, string> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '@': 'a',
  $: 's',
  '!': 'i',
};
const KNOWN = new Set(STEMS);

/** True for a well-known stem (repeated, with digits and signs around it), a run such as 123456…, or the login itself. */
export function isCommonPassword(password: string, login: string): boolean {
  const plain = password.toLowerCase().normalize('NFC');
  const own = login.toLowerCase().normalize('NFC');
  if (new Set(plain).size < 5) return true;
  if (own.length >= 3 && (plain === own || plain === own + own || stripped(plain) === own)) return true;
  if (isRun(plain)) return true;
  return [plain, unleet(plain)].some((text) => isStem(text) || isStem(stripped(text)));
}

function isStem(text: string): boolean {
  if (KNOWN.has(text)) return true;
  return STEMS.some((stem) => text.length > stem.length && text.replaceAll(stem, '') === '');
}

/** Without the digits and signs that stand before and after the words. */
function stripped(text: string): string {
  return text.replace(/^[\d\W_]+(?=\p{L})/u, '').replace(/[^\p{L}]+$/u, '');
}

function unleet(text: string): string {
  return Array.from(text, (letter) => LEET[letter] ?? letter).join('');
}

/** Neighbours all the way: 123456789012, abcdefghijkl, and the same backwards or repeated. */
function isRun(text: string): boolean {
  const codes = Array.from(text, (letter) => letter.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  const even = steps.filter((step) => step === 1 || step === -1 || step === -9 || step === 9).length;
  return even >= steps.length - 1;
}
