/**
 * Sample conversations as people write them: one YAML file each, read and checked once at the start. Nothing a shop's
 * customers see is taken from here; these are a made-up customer's words.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { PrilavokError, toError } from '../../core/errors.ts';
import { LIMITS } from '../../core/limits.ts';
import { LOCALES } from '../../core/locale.ts';

const eachLocale = z.strictObject({ ru: z.string().min(1), uk: z.string().min(1), en: z.string().min(1) });
const step = z.union([
  /** Types and sends. */
  z.strictObject({ say: z.string().min(1).max(1_000) }),
  /** Taps the n-th button, from 1, of the newest message that has buttons. */
  z.strictObject({ tap: z.number().int().min(1).max(20) }),
  /** Gives away the own number or place by the key that the shop has put up. */
  z.strictObject({ share: z.enum(['phone', 'location']) }),
  /** Sends a picture that lies beside the file. */
  z.strictObject({ photo: z.string().regex(/^[\w-]+\.(jpg|png)$/), caption: z.string().optional() }),
  /** Mends the last message. */
  z.strictObject({ edit: z.string().min(1).max(1_000) }),
  /** Does nothing for so many seconds. */
  z.strictObject({ pause: z.number().positive().max(60) }),
]);
const sampleSchema = z.strictObject({
  /** Place in the list. */
  order: z.number(),
  title: eachLocale,
  about: eachLocale,
  customer: z.strictObject({
    name: z.string().min(1).max(64),
    locale: z.enum(LOCALES),
    phone: z
      .string()
      .regex(/^\d{8,15}$/)
      .optional(),
  }),
  steps: z.array(step).min(1).max(LIMITS.playgroundSteps),
});

export type SampleStep = z.infer<typeof step>;

export interface Sample extends z.infer<typeof sampleSchema> {
  /** The file's name without its ending. */
  name: string;
  /** Pictures that the steps send, by file name. */
  pictures: ReadonlyMap<string, Uint8Array>;
}

/** All samples of a folder in their order; an absent folder has none. Throws SAMPLE_INVALID with file and place. */
export async function readSamples(folder: string): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const file of await list(folder)) {
    if (file.endsWith('.yaml')) samples.push(await readSample(folder, file));
  }
  return samples.toSorted((a, b) => a.order - b.order);
}

async function list(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}

async function readSample(folder: string, file: string): Promise<Sample> {
  const path = join(folder, file);
  try {
    const checked = sampleSchema.safeParse(parse(await readFile(path, 'utf8')));
    if (!checked.success) throw new Error(z.prettifyError(checked.error));
    const pictures = new Map<string, Uint8Array>();
    for (const one of checked.data.steps) {
      if ('photo' in one) pictures.set(one.photo, await readFile(join(folder, one.photo)));
    }
    return { ...checked.data, name: file.replace(/\.yaml$/, ''), pictures };
  } catch (cause) {
    throw new PrilavokError('SAMPLE_INVALID', `${path}: ${toError(cause).message}`, { cause });
  }
}
