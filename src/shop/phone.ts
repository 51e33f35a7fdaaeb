/**
 * Phone numbers as customers write them, turned into digits with country code: the one form in which the house keeps and
 * compares them. Guesses only what the shop's country makes certain; what stays doubtful is null, never a wrong number.
 */

/** How a country writes its own numbers. */
interface Plan {
  code: string;
  /** Dialled before a national number inside the country; the first one found is cut. */
  trunks: string[];
  /** Digits of a number without code and trunk. */
  length: number;
}

const PLANS: Record<string, Plan> = {
  RU: { code: '7', trunks: ['8'], length: 10 },
  KZ: { code: '7', trunks: ['8'], length: 10 },
  UA: { code: '380', trunks: ['80', '0'], length: 9 },
  BY: { code: '375', trunks: ['80', '0'], length: 9 },
  KG: { code: '996', trunks: ['0'], length: 9 },
  AM: { code: '374', trunks: ['0'], length: 8 },
  GE: { code: '995', trunks: ['0'], length: 9 },
  MD: { code: '373', trunks: ['0'], length: 8 },
  UZ: { code: '998', trunks: [], length: 9 },
};

const SHORTEST = 8;
const LONGEST = 15;

/**
 * `8 (916) 123-45-67`, `+38067…`, `067…` → digits with country code, or null when this is no phone number.
 * `country` (ISO 3166, such as `RU`) decides how a number without a code is read; an unknown one reads codes only.
 */
export function normalisePhone(text: string, country: string): string | null {
  const written = /[+\d][^\p{L}]*/u.exec(text.normalize('NFKC').slice(0, 60))?.[0];
  if (!written) return null;
  const digits = written.replace(/\D/g, '');
  const plan = PLANS[country];
  if (digits.startsWith('00')) return international(digits.slice(2));
  if (written.startsWith('+')) {
    // "+8 916 …" is a slip for 8 916 …: no country has the code 89.
    return /^89\d{9}$/.test(digits) ? `7${digits.slice(1)}` : international(digits);
  }
  return (plan && national(digits, plan)) ?? withKnownCode(digits);
}

function national(digits: string, plan: Plan): string | null {
  if (digits.length === plan.length && !digits.startsWith('0')) return plan.code + digits;
  for (const trunk of plan.trunks) {
    const rest = digits.slice(trunk.length);
    if (digits.startsWith(trunk) && rest.length === plan.length && !rest.startsWith('0'))
      return plan.code + rest;
  }
  return null;
}

/** Digits without a plus are believed to carry a code only if that country's numbers are exactly as long. */
function withKnownCode(digits: string): string | null {
  for (const { code, length } of Object.values(PLANS)) {
    if (digits.startsWith(code) && digits.length === code.length + length) return digits;
  }
  return null;
}

function international(digits: string): string | null {
  const fits = digits.length >= SHORTEST && digits.length <= LONGEST && !digits.startsWith('0');
  return fits ? digits : null;
}
