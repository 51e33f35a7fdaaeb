/**
 * Everything that a check of content can find, by code: what is wrong, and what to do. The English of terminals and logs; the console
 * has the same codes in the languages of its operators. A fault without advice of its own is always told with one from `FIXES`.
 */
import { DRAFT_FAULTS } from './draft-faults.ts';
import { FAQ_FAULTS } from './faq-faults.ts';
import { FAQ_SET_FAULTS } from './faq-set-faults.ts';
import { FILE_FAULTS } from './file-faults.ts';
import { FIX_WORDS } from './fixes.ts';
import { RETURN_FAULTS } from './return-faults.ts';
import { SCRIPT_FAULTS } from './script-faults.ts';
import { SHOP_FAULTS } from './shop-faults.ts';
import { TEMPLATE_FAULTS } from './template-faults.ts';
import { TEXT_FAULTS } from './text-faults.ts';

export const FAULTS = {
  ...FILE_FAULTS,
  ...TEXT_FAULTS,
  ...SCRIPT_FAULTS,
  ...SHOP_FAULTS,
  ...RETURN_FAULTS,
  ...TEMPLATE_FAULTS,
  ...FAQ_FAULTS,
  ...FAQ_SET_FAULTS,
  ...DRAFT_FAULTS,
} as const;
export type FaultCode = keyof typeof FAULTS;

/** Every phrase that findings are made of, in English: `<fault>`, `<fault>.fix` and `fix.<advice>`. */
export function faultWords(): Record<string, string> {
  const words: Record<string, string> = {};
  for (const [code, [what, fix]] of Object.entries<readonly [string, string?]>(FAULTS)) {
    words[code] = what;
    if (fix !== undefined) words[`${code}.fix`] = fix;
  }
  return { ...words, ...FIX_WORDS };
}
