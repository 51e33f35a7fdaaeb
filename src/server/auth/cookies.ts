/**
 * The cookies of the console. On https they carry the `__Host-` prefix, which a browser accepts only with Secure, the root
 * path and no domain, so that no neighbouring host can plant one; on plain loopback http a browser would refuse that.
 */

export interface Cookies {
  /** Name of the session cookie. */
  readonly session: string;
  /** Name of the cookie that tells a device somebody has signed in from before. */
  readonly device: string;
  read(header: string | undefined, name: string): string | null;
  /** A `Set-Cookie` value. */
  set(name: string, value: string, maxAgeMs: number): string;
  clear(name: string): string;
}

const VALUE = /^[A-Za-z0-9_.-]{1,200}$/;

/** `secure`: the console is reached by https. */
export function createCookies(secure: boolean): Cookies {
  const prefix = secure ? '__Host-' : '';
  const flags = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  return {
    session: `${prefix}prilavok`,
    device: `${prefix}prilavok-device`,
    read(header, name) {
      for (const pair of (header ?? '').split(';')) {
        const [key = '', ...rest] = pair.split('=');
        const value = rest.join('=').trim();
        if (key.trim() === name && VALUE.test(value)) return value;
      }
      return null;
    },
    set: (name, value, maxAgeMs) => `${name}=${value}; Max-Age=${Math.floor(maxAgeMs / 1000)}; ${flags}`,
    clear: (name) => `${name}=; Max-Age=0; ${flags}`,
  };
}
