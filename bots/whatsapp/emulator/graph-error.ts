/** Refusals in the platform's own shape: the same codes in the answer to a call and in the report of a failure. */

export class GraphError extends Error {
  readonly status: number;
  readonly code: number;
  readonly subcode: number | undefined;
  readonly details: string;

  constructor(code: number, details: string, more: { status?: number; subcode?: number } = {}) {
    super(TITLES[code] ?? 'Error');
    this.code = code;
    this.details = details;
    this.status = more.status ?? STATUSES[code] ?? 400;
    this.subcode = more.subcode;
  }
}

const TITLES: Record<number, string> = {
  1: 'API Unknown',
  4: 'Application request limit reached',
  100: 'Invalid parameter',
  190: 'Invalid OAuth access token - Cannot parse access token',
  130429: 'Rate limit hit',
  131000: 'Something went wrong',
  131008: 'Required parameter is missing',
  131009: 'Parameter value is not valid',
  131021: 'Recipient cannot be sender',
  131026: 'Message undeliverable',
  131047: 'Re-engagement message',
  131050: 'User has stopped marketing messages from this business',
  131051: 'Unsupported message type',
  131052: 'Media download error',
  131053: 'Media upload error',
  131056: '(Business Account, Consumer Account) pair rate limit hit',
  132000: 'Number of parameters does not match the expected number of params',
  132001: 'Template name does not exist in the translation',
  132012: 'Parameter format does not match format in the created template',
  132015: 'Template is Paused',
  132016: 'Template is Disabled',
};

const STATUSES: Record<number, number> = { 190: 401, 1: 500, 131000: 500, 4: 429, 130429: 429, 132001: 404 };

/** The body of an answer. */
export function errorBody(error: GraphError): unknown {
  return {
    error: {
      message: `(#${error.code}) ${error.message}`,
      type: 'OAuthException',
      code: error.code,
      ...(error.subcode === undefined ? {} : { error_subcode: error.subcode }),
      error_data: { messaging_product: 'whatsapp', details: error.details },
      ...([4, 80007].includes(error.code) ? { is_transient: true } : {}),
      fbtrace_id: 'AbCdEfGhIjKlMnOpQrStUvW',
    },
  };
}

/** The element of `statuses[].errors`. */
export function statusError(code: number, details = ''): Record<string, unknown> {
  const title = TITLES[code] ?? 'Error';
  return {
    code,
    title,
    message: title,
    error_data: { details: details === '' ? title : details },
    href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
  };
}
