/** The calls of the Graph API that this stand-in knows, beside sending: number, account, app, files. */
import { createHash } from 'node:crypto';
import { parseMultipart } from '../../../src/transport/emulation/multipart.ts';
import type { Incoming } from '../../../src/transport/emulation/serve.ts';
import { GraphError } from './graph-error.ts';
import { sendMessage, type Platform } from './send-message.ts';
import type { BusinessNumber, StoredMedia, World } from './world.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** The address of a file is good for this long. */
const DOWNLOAD_MS = 5 * MINUTE_MS;
const UPLOADED_MS = 30 * DAY_MS;

/** What may be uploaded, and how large. */
const UPLOADS: [RegExp, number][] = [
  [/^image\/(jpeg|png)$/, 5_000_000],
  [/^image\/webp$/, 500_000],
  [/^video\/(mp4|3gpp)$/, 16_000_000],
  [/^audio\/(aac|mp4|mpeg|amr|ogg|opus)/, 16_000_000],
  [/^(application\/(pdf|msword|vnd\.[\w.-]+)|text\/plain)/, 100_000_000],
];

/** What a call is, for faults and the list of calls. */
export function methodOf({ method, path }: Incoming): string {
  const [, , object = '', edge] = path.split('/');
  if (edge !== undefined) return edge === 'media' ? 'upload' : edge;
  if (object === 'app') return 'app';
  return method === 'GET' && /^\d+$/.test(object) ? 'object' : 'unknown';
}

/** Answers a call whose token was checked. Throws GraphError. */
export function answerCall(platform: Platform, incoming: Incoming, apiRoot: string): unknown {
  const { world } = platform;
  const { method, path } = incoming;
  const [, , object = '', edge = ''] = path.split('/');
  const number = world.numbers.get(object);
  switch (`${method} ${edge}`) {
    case 'POST messages':
      return sendMessage(platform, known(number), readJson(incoming));
    case 'POST media':
      return { id: upload(world, known(number), incoming) };
    case 'GET ':
      if (object === 'app') return { id: world.appId, name: 'Прилавок' };
      return number === undefined ? describeFile(world, object, apiRoot) : describeNumber(number);
    case 'GET subscriptions':
      return { data: object === world.appId ? subscriptions(world) : [] };
    default:
      if (object === world.businessId) return answerBusiness(world, method, edge);
      throw new GraphError(100, 'Unsupported request', { subcode: 33 });
  }
}

function answerBusiness(world: World, method: string, edge: string): unknown {
  switch (`${method} ${edge}`) {
    case 'GET subscribed_apps': {
      const app = { whatsapp_business_api_data: { id: world.appId, name: 'Прилавок' } };
      return { data: world.subscribed ? [app] : [] };
    }
    case 'POST subscribed_apps':
      world.subscribed = true;
      return { success: true };
    case 'GET message_templates':
      return {
        data: world.templates.map(({ name, status, language, category }, index) => ({
          name,
          status,
          language,
          category,
          id: String(7000 + index),
        })),
      };
    case 'GET phone_numbers':
      return { data: [...world.numbers.values()].map(describeNumber) };
    default:
      throw new GraphError(100, 'Unsupported request', { subcode: 33 });
  }
}

function known(number: BusinessNumber | undefined): BusinessNumber {
  if (number === undefined) {
    throw new GraphError(100, 'Object does not exist, or cannot be loaded due to missing permissions', {
      subcode: 33,
    });
  }
  return number;
}

function describeNumber({ id, display, name, quality, status }: BusinessNumber): Record<string, unknown> {
  return {
    id,
    display_phone_number: display,
    verified_name: name,
    quality_rating: quality,
    status,
    messaging_limit_tier: 'TIER_250',
    throughput: { level: 'STANDARD' },
  };
}

function subscriptions({ webhook }: World): unknown[] {
  if (webhook === null) return [];
  return [
    {
      object: 'whatsapp_business_account',
      callback_url: webhook.url,
      active: true,
      fields: webhook.fields.map((name) => ({ name, version: 'v26.0' })),
    },
  ];
}

function describeFile({ media, clock }: World, id: string, apiRoot: string): unknown {
  const stored = media.get(id);
  if (stored === undefined || stored.untilMs < clock.now()) {
    throw new GraphError(100, 'Object does not exist', { subcode: 33 });
  }
  return {
    messaging_product: 'whatsapp',
    url: `${apiRoot}/whatsapp_business/attachments/?mid=${id}&ext=${clock.now() + DOWNLOAD_MS}`,
    mime_type: stored.mime,
    sha256: stored.sha256 ?? createHash('sha256').update(stored.bytes).digest('hex'),
    file_size: stored.bytes.length,
    id,
  };
}

/** The bytes behind an address that `describeFile` gave out; null: the address has run out. */
export function fileAt({ media, clock }: World, { query }: Incoming): StoredMedia | null {
  return Number(query.get('ext')) < clock.now() ? null : (media.get(query.get('mid') ?? '') ?? null);
}

function upload(world: World, _number: BusinessNumber, { headers, body }: Incoming): string {
  const form = parseMultipart(headers['content-type'] ?? '', body);
  const file = form?.files['file'];
  if (form === null || file === undefined) throw new GraphError(100, 'The parameter file is required.');
  if (form.fields['messaging_product'] !== 'whatsapp')
    throw new GraphError(100, 'messaging_product is required');
  const mime = file.mime === '' ? (form.fields['type'] ?? '') : file.mime;
  const limit = UPLOADS.find(([fits]) => fits.test(mime))?.[1];
  if (limit === undefined)
    throw new GraphError(100, `Param file must be a file with one of the following types: …; got ${mime}`);
  if (file.bytes.length === 0 || file.bytes.length > limit)
    throw new GraphError(131053, `file_size exceeds ${limit}`);
  const id = world.nextId('media');
  world.media.set(id, { bytes: file.bytes, mime, name: file.name, untilMs: world.clock.now() + UPLOADED_MS });
  return id;
}

function readJson({ body }: Incoming): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new GraphError(100, 'The request body is not JSON');
  }
}
