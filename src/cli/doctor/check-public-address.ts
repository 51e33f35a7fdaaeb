/** The address by which the world reaches us: does its certificate hold for messengers, and is it we who answer there. */
import type { Clock } from '../../core/clock.ts';
import type { Finding } from '../../core/ports/channel.ts';
import { createHttpClient } from '../../transport/http-client.ts';
import { lookAtCertificate } from './look-at-certificate.ts';

const ANSWER_MS = 8_000;

/** Nothing without PUBLIC_URL: then nobody calls us. */
export async function checkPublicAddress(publicUrl: string | null, clock: Clock): Promise<Finding[]> {
  if (publicUrl === null) return [];
  const { protocol, hostname, port } = new URL(publicUrl);
  const subject = 'address';
  if (protocol !== 'https:') {
    const message = `${publicUrl} is not https: no messenger calls it; only good on this machine`;
    return [{ level: isHere(hostname) ? 'ok' : 'error', subject, message }];
  }
  const host = hostname.replace(/^\[|\]$/g, '');
  const certificate = await lookAtCertificate(
    { host, port: port === '' ? 443 : Number(port), name: host },
    clock.now(),
  );
  if (certificate.level === 'error') return [certificate];
  return [certificate, await answerFinding(publicUrl, clock)];
}

async function answerFinding(publicUrl: string, clock: Clock): Promise<Finding> {
  const subject = 'address';
  const http = createHttpClient({ clock });
  const outcome = await http.request({ method: 'GET', url: `${publicUrl}/healthz`, timeoutMs: ANSWER_MS });
  await http.close();
  if (outcome.kind !== 'answer')
    return { level: 'warn', subject, message: `${publicUrl} does not answer from here (${outcome.kind})` };
  if (outcome.status === 200) return { level: 'ok', subject, message: `${publicUrl} leads to us` };
  const message =
    outcome.status >= 502 && outcome.status <= 504
      ? `${publicUrl} leads to a web server that does not find us (${outcome.status}): start Prilavok, or mend the port that it passes on to`
      : `${publicUrl} leads to somebody else (status ${outcome.status}): let the web server pass everything on to Prilavok`;
  return { level: 'warn', subject, message };
}

const isHere = (host: string): boolean => /^(127\.|localhost$|\[::1\]$)/.test(host);
