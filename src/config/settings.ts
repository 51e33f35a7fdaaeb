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
    key: 'FAQ_GIT',
    secret: false,
    what: 'on: what is published in the console becomes a commit in FAQ_DIR, which is the root of a git repository',
    otherwise: 'off',
  },
  {
    key: 'FAQ_GATE',
    secret: false,
    what: 'hold: answers saved by hand wait until somebody publishes them in the console; after: they go live at once',
    otherwise: 'after',
  },
  {
    key: 'FAQ_RERANK_URL',
    secret: false,
    what: 'Who may choose among answers that the matcher is not sure of: a chat endpoint of the kind that OpenAI has, such as https://api.example.com/v1',
    otherwise: 'nobody is asked, and no word of a customer leaves for it',
  },
  {
    key: 'FAQ_RERANK_MODEL',
    secret: false,
    what: 'The name of the model there; needs FAQ_RERANK_URL',
    otherwise: 'nobody is asked',
  },
  {
    key: 'FAQ_RERANK_KEY',
    secret: true,
    what: 'The key to that endpoint, if it wants one',
    otherwise: 'none is sent',
  },
  {
    key: 'FAQ_RERANK_MS',
    secret: false,
    what: 'Milliseconds that one choice may take, 300 to 5000; after that the customer is answered without',
    otherwise: '1500',
  },
  {
    key: 'SHOP_DIR',
    secret: false,
    what: 'Folder with shop.yaml and the files of the embedded shop',
    otherwise: 'data/sample-shop',
  },
  {
    key: 'SHOP_FEED_URL',
    secret: true,
    what: "Address of the shop's product feed (YML or Google Merchant), such as https://shop.example/feed.xml, or a file in SHOP_DIR",
    otherwise: 'the products of the embedded shop',
  },
  {
    key: 'SHOP_FEED_MINUTES',
    secret: false,
    what: 'Minutes between two readings, 5 to 1440',
    otherwise: '60',
  },
  {
    key: 'SHOP_FEED_UNAVAILABLE',
    secret: false,
    what: 'What available="false" means in the feed: out (none left) or order (made to order)',
    otherwise: 'out',
  },
  {
    key: 'SHOP_FEED_TRUSTED',
    secret: false,
    what: 'yes: the feed may come from an inner machine and without https',
    otherwise: 'no',
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
