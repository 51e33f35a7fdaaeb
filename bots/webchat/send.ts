/**
 * Carries out one part: a line into the visitor's mailbox. The key makes it one line however often it is tried, so a second try
 * is always safe. Never throws.
 */
import { z } from 'zod';
import type { Part } from '../../src/core/content.ts';
import { codeOf, toError } from '../../src/core/errors.ts';
import type { AccountId, Address } from '../../src/core/ids.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { SendResult } from '../../src/core/ports/channel.ts';
import type { Mailbox, NewFileOfLine } from '../../src/core/ports/mailbox.ts';
import type { PlatformDeps } from '../../src/core/ports/platform.ts';
import { lineBodySchema, toJson } from './line-body.ts';
import { lineId } from './parse.ts';

export interface SendDeps {
  account: AccountId;
  mailbox: Pick<Mailbox, 'deliver' | 'alter' | 'trouble'>;
  readMedia: PlatformDeps['readMedia'];
  nowMs(): number;
  /** Something new lies in this visitor's mailbox. */
  arrived(address: Address): void;
}

const mediaSchema = z.object({
  kind: z.enum(['photo', 'document']),
  file: z.string(),
  name: z.string(),
  mime: z.string(),
  bytes: z.number(),
});
const messageSchema = z.object({ line: lineBodySchema, media: mediaSchema.optional() });
const editSchema = z.object({ item: z.string(), line: lineBodySchema });
const deleteSchema = z.object({ item: z.string() });

export async function send(deps: SendDeps, address: Address, part: Part, key: string): Promise<SendResult> {
  try {
    const result = await (part.kind === 'message'
      ? deliver(deps, address, part, key)
      : alter(deps, address, part, key));
    if (result.kind === 'sent') deps.arrived(address);
    return result;
  } catch (thrown) {
    return failed(deps, thrown);
  }
}

async function deliver(deps: SendDeps, address: Address, part: Part, key: string): Promise<SendResult> {
  const body = messageSchema.safeParse(part.body);
  if (!body.success) return refused('bad-part');
  const { line, media } = body.data;
  const { account, mailbox } = deps;
  const id = lineId(address, `shop:${key}`);
  let file: NewFileOfLine | undefined;
  if (media !== undefined) {
    if ((await deps.readMedia(media.file)) === null) return refused('no-such-file');
    file = { ...media, id: lineId(address, `file:${key}`) };
  }
  const files = file === undefined ? [] : [shownFile(file)];
  const outcome = await mailbox.deliver({
    account,
    address,
    key,
    id,
    atMs: deps.nowMs(),
    body: toJson({ ...line, files }),
    ...(file === undefined ? {} : { file }),
  });
  return outcome.is === 'stored' ? { kind: 'sent', externalId: outcome.line.id } : GONE;
}

async function alter(deps: SendDeps, address: Address, part: Part, key: string): Promise<SendResult> {
  const { account, mailbox } = deps;
  const atMs = deps.nowMs();
  const edit = part.kind === 'edit' ? editSchema.safeParse(part.body) : null;
  const change = edit ?? deleteSchema.safeParse(part.body);
  if (!change.success) return refused('bad-part');
  const { item } = change.data;
  const body = edit?.success ? toJson(edit.data.line) : null;
  const outcome = await mailbox.alter({ account, address, key, id: item, body, atMs });
  if (outcome.is === 'stored') return { kind: 'sent', externalId: outcome.line.id };
  return outcome.is === 'gone' ? GONE : refused('no-such-message');
}

function shownFile({ id, kind, name, mime, bytes }: NewFileOfLine) {
  return { id, kind, name, mime, bytes };
}

/** A closed mailbox took nothing; a damaged one never will; of anything else nobody knows whether it reached the disk. */
function failed({ mailbox }: SendDeps, thrown: unknown): SendResult {
  const trouble = mailbox.trouble();
  if (trouble === 'it is closed')
    return { kind: 'retry', afterMs: LIMITS.retryFirstMs, scope: 'account', reason: trouble };
  if (trouble !== null) return { kind: 'broken', code: 'mailbox-damaged' };
  return { kind: 'unknown', reason: codeOf(thrown) ?? toError(thrown).message };
}

function refused(code: string): SendResult {
  return { kind: 'refused', code, unreachable: false };
}

/** The visitor has signed out everywhere: nobody can read it. */
const GONE: SendResult = { kind: 'refused', code: 'visitor-gone', unreachable: true };
