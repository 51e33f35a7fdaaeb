/**
 * The guard of the playground. Whoever gets past it can sign in as an admin, so it lets in nobody but a browser or a tool on
 * this machine: no foreign address, no page that plays tricks with DNS, no other site, nothing that came through a proxy.
 */
import type { IncomingMessage } from 'node:http';
import { isLoopbackHost, isSameOrigin } from '../auth/same-origin.ts';

const LOOPBACK = /^(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$|^::1$/;
const PROXY_HEADERS = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/** True when the request comes from this machine, to this machine's own name, and not from another site's page. */
export function isLocalRequest(request: IncomingMessage): boolean {
  const { headers, socket } = request;
  if (!LOOPBACK.test(socket.remoteAddress ?? '')) return false;
  if (!isLoopbackHost(headers.host)) return false;
  if (PROXY_HEADERS.some((name) => headers[name] !== undefined)) return false;
  const site = headers['sec-fetch-site'];
  // Typed into the address bar, or followed from the terminal: there is no site then.
  const isVisit = request.method === 'GET' && (site === 'none' || headers['sec-fetch-mode'] === 'navigate');
  return isVisit || isSameOrigin({ site: textOf(site), origin: headers.origin, host: headers.host }, null);
}

function textOf(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : header?.join(',');
}
