/**
 * Whether a changing request comes from our own pages. Browsers say so by Sec-Fetch-Site and Origin; what sends neither is
 * no browser and carries no cookie by accident. The session's own token (x-csrf-token) is asked for besides.
 */

export interface RequestOrigin {
  site: string | undefined;
  origin: string | undefined;
  host: string | undefined;
}

/** Behind a public address only that address counts, or a tunnel to loopback; without one the request's own host does. */
export function isSameOrigin(request: RequestOrigin, publicUrl: string | null): boolean {
  if (request.site !== undefined && request.site !== 'same-origin') return false;
  if (request.origin === undefined || request.origin === publicUrl) return true;
  if (publicUrl !== null && !isLoopbackHost(request.host)) return false;
  return request.origin === `http://${request.host}`;
}

/** True for a Host header that names this machine: anything else on loopback is a page playing tricks with DNS. */
export function isLoopbackHost(host: string | undefined): boolean {
  return host !== undefined && /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i.test(host);
}
