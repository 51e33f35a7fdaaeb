/**
 * Whether a changing request comes from our own pages. Browsers say so by Sec-Fetch-Site and Origin; what sends neither is
 * no browser and carries no cookie by accident. The session's own token (x-csrf-token) is asked for besides.
 */

export interface RequestOrigin {
  site: string | undefined;
  origin: string | undefined;
  host: string | undefined;
}

/** `publicUrl` decides what our own origin is; only without one the Host header is believed. */
export function isSameOrigin(request: RequestOrigin, publicUrl: string | null): boolean {
  if (request.site !== undefined && request.site !== 'same-origin') return false;
  if (request.origin === undefined) return true;
  return request.origin === publicUrl || isOwnHost(request.origin, request.host);
}

/** A page of the same host and port, by plain http; behind a public address only that address counts. */
function isOwnHost(origin: string, host: string | undefined): boolean {
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
}

/** True for a Host header that names this machine: anything else on loopback is a page playing tricks with DNS. */
export function isLoopbackHost(host: string | undefined): boolean {
  return host !== undefined && /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i.test(host);
}
