/** The machine as far as a start depends on it: Node, who can read `.env`, the port, the built console. */
import { existsSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { codeOf } from '../../core/errors.ts';
import type { Finding } from '../../core/ports/channel.ts';

const NODE_NEEDED = 24;
const ANSWER_MS = 2_000;

export function checkNode(): Finding[] {
  const { node } = process.versions;
  const good = Number(node.split('.')[0]) >= NODE_NEEDED;
  return [
    good
      ? { level: 'ok', subject: 'Node.js', message: node }
      : {
          level: 'error',
          subject: 'Node.js',
          message: `${node} is too old: ${NODE_NEEDED} or later is needed`,
        },
  ];
}

/** Secrets that every user of the machine can read are no secrets. */
export function checkEnvFile(path: string): Finding[] {
  if (process.platform === 'win32' || !existsSync(path)) return [];
  const open = (statSync(path).mode & 0o077) !== 0;
  if (!open) return [];
  return [
    { level: 'warn', subject: '.env', message: 'other users of this machine can read it: chmod 600 .env' },
  ];
}

export function checkConsole(root: string): Finding[] {
  const subject = 'console';
  if (existsSync(join(root, 'dist/console/index.html')))
    return [{ level: 'ok', subject, message: 'is built' }];
  const builder = existsSync(join(root, 'node_modules/vite'));
  return [
    builder
      ? { level: 'ok', subject, message: 'is not built yet; npm start builds it' }
      : {
          level: 'error',
          subject,
          message: 'is not built, and the builder is not installed: npm ci && npm run build',
        },
  ];
}

/** Free, or already ours: a running Prilavok is no fault. */
export async function checkPort(host: string, port: number): Promise<Finding[]> {
  const subject = `port ${port}`;
  if (port === 0) return [{ level: 'ok', subject: 'port', message: 'any free one' }];
  const code = await tryListen(host, port);
  if (code === null) return [{ level: 'ok', subject, message: 'is free' }];
  if (code !== 'EADDRINUSE') {
    return [
      { level: 'error', subject, message: `${host} cannot be listened on (${code}): check HOST and PORT` },
    ];
  }
  return [
    (await isPrilavok(host, port))
      ? { level: 'ok', subject, message: 'Prilavok is running on it' }
      : {
          level: 'error',
          subject,
          message: 'is in use by another program: stop that, or set PORT to a free one',
        },
  ];
}

function tryListen(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error) => resolve(codeOf(error) ?? 'unknown'));
    probe.listen(port, host, () => probe.close(() => resolve(null)));
  });
}

function isPrilavok(host: string, port: number): Promise<boolean> {
  const target = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return new Promise((resolve) => {
    const call = request({ host: target, port, path: '/healthz', timeout: ANSWER_MS }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text = (text + chunk).slice(0, 1_000)));
      response.on('end', () => resolve(text === '{"status":"alive"}'));
      response.on('error', () => resolve(false));
    });
    call.on('timeout', () => call.destroy());
    call.on('error', () => resolve(false));
    call.end();
  });
}
