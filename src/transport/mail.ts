/**
 * Letters by SMTP. Serves one-time codes only, so it sends one plain-text letter at a time and keeps nothing. Must never
 * let an address, a password or a letter's text reach a log line or an error.
 */
import { createTransport } from 'nodemailer';
import { systemClock, type Clock } from '../core/clock.ts';
import { PrilavokError } from '../core/errors.ts';
import { LIMITS } from '../core/limits.ts';
import type { Mailer } from '../core/ports/task.ts';

export interface MailerOptions {
  /** `smtp://user:password@host:587` or `smtps://…`; null: no mail leaves this machine. */
  url: string | null;
  /** The sender: `shop@example.com` or `Shop <shop@example.com>`. */
  from: string;
}

export interface Letter {
  to: string;
  subject: string;
  text: string;
}

/** A letter that did not leave the machine. */
export interface KeptLetter extends Letter {
  atMs: number;
}

/** Throws CONFIG_INVALID when the URL is no SMTP address. */
export function createMailer(options: MailerOptions): Mailer {
  if (options.url === null) {
    return { available: false, send: () => Promise.resolve({ ok: false, reason: 'no SMTP_URL is set' }) };
  }
  const server = smtpServer(options.url);
  const transport = createTransport({
    ...server,
    connectionTimeout: LIMITS.mailTimeoutMs,
    greetingTimeout: LIMITS.mailTimeoutMs,
    socketTimeout: LIMITS.mailTimeoutMs,
    dnsTimeout: LIMITS.mailTimeoutMs,
    // A letter is text of ours; nothing in it may make this process read files or fetch addresses.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    available: true,
    async send({ to, subject, text }) {
      try {
        // As an object the address is one recipient, whatever characters it holds.
        await transport.sendMail({ from: options.from, to: { name: '', address: to }, subject, text });
        return { ok: true };
      } catch (error) {
        return { ok: false, reason: reasonOf(error) };
      }
    },
  };
}

/** A mailer for the playground: letters stay in memory, newest last, to be shown on the page. */
export function createDemoMailer(
  clock: Pick<Clock, 'now'> = systemClock,
): Mailer & { letters(): readonly KeptLetter[] } {
  const kept: KeptLetter[] = [];
  return {
    available: true,
    send({ to, subject, text }) {
      kept.push({ to, subject, text, atMs: clock.now() });
      if (kept.length > LIMITS.demoLetters) kept.shift();
      return Promise.resolve({ ok: true });
    },
    letters: () => kept,
  };
}

interface SmtpServer {
  host: string;
  port: number;
  secure: boolean;
  auth?: { user: string; pass: string };
}

function smtpServer(text: string): SmtpServer {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '') {
    throw new PrilavokError(
      'CONFIG_INVALID',
      'SMTP_URL must look like smtp://user:password@mail.example.com:587 (or smtps:// for TLS from the start).',
    );
  }
  const secure = url.protocol === 'smtps:';
  const server: SmtpServer = {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
  };
  if (url.username === '') return server;
  return {
    ...server,
    auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
  };
}

/** The library's code and the server's status; their messages quote addresses. */
function reasonOf(error: unknown): string {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  const status = typeof responseCode === 'number' ? ` ${responseCode}` : '';
  return `${typeof code === 'string' ? code : 'mail failed'}${status}`;
}
