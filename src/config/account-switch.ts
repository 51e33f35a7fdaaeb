/** What every account can be told besides its platform's own settings: whether it runs, and whom else its connections trust. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { codeOf } from '../core/errors.ts';
import type { EnvKey, Platform } from '../core/ports/platform.ts';

const ENABLED: EnvKey = {
  suffix: 'ENABLED',
  secret: false,
  required: false,
  what: 'no: this account rests, and the others go on. Default: yes',
  where: '',
};
const CA_FILE: EnvKey = {
  suffix: 'CA_FILE',
  secret: false,
  required: false,
  what: 'A file of certificate authorities (PEM) that are trusted besides the usual ones',
  where: 'Your network administrator',
};

/** Of the common settings those that this platform has; its own of the same name goes before. */
export function commonKeys({ envKeys }: Platform): EnvKey[] {
  const own = new Set(envKeys.map(({ suffix }) => suffix));
  // What has no server to call has nobody to trust.
  const keys = own.has('API_ROOT') ? [ENABLED, CA_FILE] : [ENABLED];
  return keys.filter(({ suffix }) => !own.has(suffix));
}

/** Null: neither yes nor no. */
export function readSwitch(text: string | undefined): boolean | null {
  if (text === undefined || /^(yes|true|on|1)$/i.test(text)) return true;
  return /^(no|false|off|0)$/i.test(text) ? false : null;
}

/** The certificates of a file as one PEM text. */
export function readAuthorities(path: string): { ok: string } | { wrong: string } {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return {
      wrong:
        codeOf(error) === 'ENOENT' ? 'names a file that is not there' : 'names a file that cannot be read',
    };
  }
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0)
    return { wrong: 'holds no certificate: it needs lines such as -----BEGIN CERTIFICATE----- (PEM)' };
  for (const [index, block] of blocks.entries()) {
    try {
      void new X509Certificate(block).fingerprint256;
    } catch {
      return { wrong: `holds a certificate that cannot be read, the ${index + 1}. of ${blocks.length}` };
    }
  }
  return { ok: blocks.join('\n') };
}
