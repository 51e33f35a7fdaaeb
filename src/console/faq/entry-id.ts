/** A name for a new entry out of its question: small Latin letters and hyphens, not taken yet. Pure. */
const LATIN: Record<string, string> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  ґ: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  є: 'ie',
  ж: 'zh',
  з: 'z',
  и: 'i',
  і: 'i',
  ї: 'i',
  й: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'h',
  ц: 'c',
  ч: 'ch',
  ш: 'sh',
  щ: 'sh',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'iu',
  я: 'ia',
  '’': '',
  "'": '',
};
const WORDS = 5;
const CHARS = 40;

export const ENTRY_ID = /^[a-z][a-z0-9-]{1,59}$/u;

/** `topic` begins a name that would otherwise be empty or taken. */
export function suggestId(question: string, topic: string, taken: ReadonlySet<string>): string {
  const words = latin(question)
    .split('-')
    .filter(Boolean)
    .slice(0, WORDS)
    .join('-')
    .slice(0, CHARS)
    .replace(/-$/u, '');
  const start = /^[a-z][a-z0-9-]+$/u.test(words) ? words : `${latin(topic) || 'answer'}-${words || 'new'}`;
  if (!taken.has(start)) return start;
  for (let n = 2; ; n += 1) if (!taken.has(`${start}-${n}`)) return `${start}-${n}`;
}

/** The name of a file for a new topic. */
export function topicName(title: string): string {
  return latin(title).slice(0, CHARS);
}

function latin(text: string): string {
  return Array.from(text.toLowerCase())
    .map((char) => LATIN[char] ?? char)
    .join('')
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '');
}
