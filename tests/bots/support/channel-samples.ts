/** What the contract of all channels throws at an adapter: recorded updates, odd texts, junk. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChannelEvent } from '../../../src/core/event.ts';
import type { IncomingUpdate } from '../../../src/core/ports/channel.ts';

export const ODD_TEXTS = {
  emoji: 'Семья 👨‍👩‍👧‍👦, флаг 🇺🇦, рука 👍🏽',
  'right to left': 'שלום، مرحبا بك',
  Cyrillic: 'Їжак з’їв щось — «ёлка» №5',
  'markup characters': '<b>1 & 2</b> * _ ` [x](y) \\ ~ | # {a} "q" \'s\'',
  'zero width': 'a\u200bb\u200dc',
};

export const JUNK: Record<string, string> = {
  empty: '',
  'not JSON': 'update_id=1',
  'half JSON': '{"update_id":1,',
  null: 'null',
  number: '7',
  list: '[{"update_id":1}]',
  'empty object': '{}',
  'wrong types': '{"update_id":"x","event":7,"message":"y","message_token":{}}',
  'unknown kind':
    '{"update_id":1,"event":"future_event","message_token":1,"hologram":{"from":{"id":5}},"timestamp":1}',
  'empty message': '{"update_id":1,"event":"message","message_token":1,"timestamp":1,"message":{}}',
  'NUL and broken UTF-8': '{"update_id":1,"event":"\u0000","message":"\ud800"}',
  'deep nesting': `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  prototype: '{"update_id":1,"event":"__proto__","__proto__":{"x":1},"constructor":{"prototype":{}}}',
};

/** Name, raw body and expected events of each recording. */
export function recordingsIn(folder: string): [string, string, ChannelEvent[]][] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.expected.json'))
    .toSorted()
    .map((file) => {
      const name = file.replace('.expected.json', '');
      const expected = JSON.parse(readFileSync(join(folder, file), 'utf8')) as ChannelEvent[];
      return [name, readFileSync(join(folder, `${name}.json`), 'utf8').trim(), expected];
    });
}

/** The body with the value of its `at`-th field (counted round) replaced; text, so that long integers elsewhere survive. */
export function replaceField(body: string, at: number, value: unknown): string {
  const fields = [...body.matchAll(/:\s*("(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false|null)/g)];
  const field = fields[at % fields.length];
  if (field === undefined) return body;
  const start = field.index + field[0].length - (field[1] ?? '').length;
  return body.slice(0, start) + JSON.stringify(value) + body.slice(field.index + field[0].length);
}

export function idsOf(updates: IncomingUpdate[]): string[] {
  return updates.map((update) => update.event.externalId);
}

export function strangerTo(address: string): string {
  return /^\d+$/.test(address) ? '99999999' : `${address.slice(0, -2)}Z=`;
}
