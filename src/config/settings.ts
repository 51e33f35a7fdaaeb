/**
 * The house's own settings, one line each: what they are for, what holds without them, and whether they are secret.
 * Platforms bring theirs (bots/registry.ts). `.env.example` shows both; a test holds the two together.
 */

export interface Setting {
  key: string;
  secret: boolean;
  what: string;
  /** What holds when it is not set, in words. */
  otherwise: string;
}

export const SETTINGS: readonly Setting[] = [
  {
    key: 'PUBLIC_URL',
    secret: false,
    what: 'The https address under which the world reaches this server, such as https://help.example.com',
    otherwise: 'reachable from this machine only, messengers are polled',
  },
  { key: 'PORT', secret: false, what: 'Port of the console and of webhooks', otherwise: '8080' },
  {
    key: 'HOST',
    secret: false,
    what: 'Network address to listen on',
    otherwise: '127.0.0.1; with PUBLIC_URL 0.0.0.0',
  },
  {
    key: 'PRILAVOK_SETUP_TOKEN',
    secret: true,
    what: 'Presets the one-time link for the first admin: <address>/setup/<token>, 16 to 200 of A-Z a-z 0-9 _ -',
    otherwise: 'a random one is printed at the first start',
  },
  {
    key: 'DATA_DIR',
    secret: false,
    what: 'Folder for the database and files of customers',
    otherwise: 'data/run',
  },
  { key: 'FAQ_DIR', secret: false, what: 'Folder with the questions and answers', otherwise: 'faq' },
  {
    key: 'SHOP_DIR',
    secret: false,
    what: 'Folder with shop.yaml and the files of the embedded shop',
    otherwise: 'data/sample-shop',
  },
  {
    key: 'SMTP_URL',
    secret: true,
    what: 'Mail server for one-time codes, such as smtps://user:password@mail.example.com; needs MAIL_FROM',
    otherwise: 'no mail is sent, codes by e-mail are not offered',
  },
  {
    key: 'MAIL_FROM',
    secret: false,
    what: 'Sender of those letters, such as Shop <help@example.com>; needs SMTP_URL',
    otherwise: 'no mail is sent',
  },
  { key: 'LOG_LEVEL', secret: false, what: 'debug, info, warn, error or silent', otherwise: 'info' },
  {
    key: 'METRICS_PORT',
    secret: false,
    what: 'Loopback port that serves /metrics for Prometheus',
    otherwise: 'off',
  },
];
