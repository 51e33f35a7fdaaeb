/**
 * One look at the certificate that a server shows, as a messenger would look: for this name, in time, with every link of its
 * chain, signed by somebody whom the world knows. Says what is wrong in words, and never sends anything.
 */
import { isIP } from 'node:net';
import { connect, rootCertificates, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import type { Finding } from '../../core/ports/channel.ts';

export interface Place {
  /** Where to connect. */
  host: string;
  port: number;
  /** The name that customers' messengers call. */
  name: string;
}

const LOOK_MS = 8_000;
const DAY_MS = 24 * 60 * 60_000;
/** Who renews by a program does it a month before the end: less means that the program has stopped. */
const SOON_DAYS = 14;
const subject = 'certificate';

/** `authorities`: whom the world knows, besides the well-known ones; for tests. Resolves in any case. */
export function lookAtCertificate(
  { host, port, name }: Place,
  nowMs: number,
  authorities: readonly string[] = [],
): Promise<Finding> {
  const { promise, resolve } = Promise.withResolvers<Finding>();
  const ca = [...rootCertificates, ...authorities];
  // Looked at whatever it is, so that we can say what is wrong with it; nothing is sent over it.
  // An address is no name that could be asked for.
  const servername = isIP(name) === 0 ? name : '';
  const socket = connect({ host, port, servername, ca, rejectUnauthorized: false });
  const end = (finding: Finding): void => {
    socket.destroy();
    resolve(finding);
  };
  socket.setTimeout(LOOK_MS, () => end(unreachable(name, port, 'it does not answer')));
  socket.once('error', (error) => end(unreachable(name, port, reasonOf(error))));
  socket.once('secureConnect', () => end(judge(socket, name, nowMs)));
  return promise;
}

function judge(socket: TLSSocket, name: string, nowMs: number): Finding {
  const certificate = socket.getPeerCertificate(true);
  const from = Date.parse(certificate.valid_from);
  const until = Date.parse(certificate.valid_to);
  const days = Math.floor((until - nowMs) / DAY_MS);
  if (nowMs > until)
    return bad(`ran out on ${dateOf(until)}: renew it, and see why that did not happen by itself`);
  if (nowMs < from) return bad(`is good from ${dateOf(from)} only: is the clock of this machine right?`);
  const trouble = troubleOf(String(socket.authorizationError ?? ''), certificate, name);
  if (trouble !== null) return bad(trouble);
  const signer = issuerOf(certificate);
  const good = `for ${name}, by ${signer}, until ${dateOf(until)} (${days} days)`;
  if (days >= SOON_DAYS) return { level: 'ok', subject, message: good };
  return {
    level: 'warn',
    subject,
    message: `${good}: it should have been renewed by now; is the renewal running?`,
  };
}

function troubleOf(code: string, certificate: DetailedPeerCertificate, name: string): string | null {
  switch (code) {
    case '':
      return null;
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `is for ${namesOf(certificate)} and not for ${name}: get one for ${name}, or mend PUBLIC_URL`;
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return 'is signed by itself: messengers refuse it; get one from a well-known authority such as Let’s Encrypt';
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return isAlone(certificate)
        ? `comes without the one of ${issuerOf(certificate)} that signed it: browsers find that by themselves, messengers do not; let the server send the whole chain (fullchain.pem)`
        : unknownAuthority(certificate);
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return unknownAuthority(certificate);
    default:
      return `is not trusted (${code})`;
  }
}

function unknownAuthority(certificate: DetailedPeerCertificate): string {
  return `is signed by ${issuerOf(certificate)}, whom the world does not know: messengers refuse it; get one from a well-known authority`;
}

/** The server sent its own certificate and no other. */
function isAlone(certificate: DetailedPeerCertificate): boolean {
  const { issuerCertificate: above } = certificate as { issuerCertificate?: DetailedPeerCertificate };
  return above === undefined || above.fingerprint256 === certificate.fingerprint256;
}

function namesOf({ subjectaltname = '', subject: owner }: DetailedPeerCertificate): string {
  const names = [...subjectaltname.matchAll(/DNS:([^,\s]+)/g)].map(([, name = '']) => name);
  return names.length > 0 ? names.slice(0, 3).join(', ') : firstOf(owner.CN);
}

function issuerOf({ issuer }: DetailedPeerCertificate): string {
  return firstOf(issuer.O) || firstOf(issuer.CN) || 'an unnamed authority';
}

function firstOf(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? '';
}

function unreachable(name: string, port: number, reason: string): Finding {
  const message = `${name} cannot be looked at on port ${port}: ${reason}. Is the web server in front running? Some networks cannot reach themselves by their outer name: then try from outside`;
  return { level: 'warn', subject, message };
}

function reasonOf(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'the name has no address; make a DNS record for it';
    case 'ECONNREFUSED':
      return 'nobody listens there';
    case 'EPROTO':
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
      return 'what listens there speaks no TLS';
    case undefined:
      return error.message;
    default:
      return error.code ?? error.message;
  }
}

const bad = (message: string): Finding => ({ level: 'error', subject, message });
const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
