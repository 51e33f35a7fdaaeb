/** Messengers and mail: each account asks its platform whether token, webhook and limits are good. */
import { connect } from 'node:net';
import { PLATFORMS } from '../../../bots/registry.ts';
import type { Config } from '../../config.ts';
import type { AccountConfig } from '../../config/accounts.ts';
import { loadTemplates } from '../../content/message-templates.ts';
import { systemRandom, type Clock } from '../../core/clock.ts';
import { toError } from '../../core/errors.ts';
import type { MessageTemplate } from '../../core/message-template.ts';
import type { Finding } from '../../core/ports/channel.ts';
import { silentLog } from '../../core/ports/log.ts';

const MAIL_MS = 5_000;

/** Opens nothing and sends nothing: the adapter only asks. Subjects begin with the account. */
export async function checkAccount(
  { account, platform, config: settings, ca }: AccountConfig,
  config: Config,
  clock: Clock,
): Promise<Finding[]> {
  const accounts = config.accounts.filter((one) => one.platform === platform).map((one) => one.config);
  const adapter = PLATFORMS[platform]?.create(settings, {
    clock,
    random: systemRandom,
    log: silentLog,
    readMedia: async () => null,
    mediaUrl: () => null,
    shopName: '',
    defaultLocale: 'ru',
    welcome: () => ({ text: '', replies: [] }),
    menu: [],
    dataDir: config.dataDir,
    ca,
    accounts,
    templates: (name) => templatesOf(config.shopDir, name),
  });
  if (!adapter) return [];
  try {
    return (await adapter.check()).map((one) => ({ ...one, subject: `${account} ${one.subject}` }));
  } catch (thrown) {
    return [{ level: 'error', subject: account, message: toError(thrown).message }];
  } finally {
    await adapter.close();
  }
}

/** None where they cannot be read: the content check says why. */
function templatesOf(shopDir: string, platform: string): readonly MessageTemplate[] {
  const loaded = loadTemplates(shopDir);
  return loaded.ok ? (loaded.templates[platform] ?? []) : [];
}

/** Whether the mail server answers at all; nothing is sent. */
export async function checkMail({ mail }: Config): Promise<Finding[]> {
  if (!mail) return [];
  const subject = 'mail';
  const { hostname, port, protocol } = new URL(mail.smtpUrl);
  const number = port ? Number(port) : protocol === 'smtps:' ? 465 : 587;
  const trouble = await tryConnect(hostname, number);
  if (trouble === null) return [{ level: 'ok', subject, message: `${hostname}:${number} answers` }];
  return [
    { level: 'warn', subject, message: `${hostname}:${number} does not answer (${trouble}): check SMTP_URL` },
  ];
}

function tryConnect(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: MAIL_MS });
    const finish = (trouble: string | null) => (): void => {
      socket.destroy();
      resolve(trouble);
    };
    socket.once('connect', finish(null)).once('timeout', finish('time-out'));
    socket.once('error', (error) => finish(error.message)());
  });
}
