/**
 * Files.
 *
 *     POST /api/media?name=<file name>   the file's bytes as the body → MediaSaved
 *     GET  /api/media/:file              the bytes; photos inline, everything else as an attachment
 *     GET  /api/media/:file?name=<name>  the same, offered for saving under that name
 */
import { z } from 'zod';
import { API_LIMITS } from './bounds.ts';

export const MediaQuery = z.strictObject({
  name: z.string().min(1).max(API_LIMITS.fileNameChars).optional(),
});
export type MediaQuery = z.infer<typeof MediaQuery>;

/** What the bytes really are, whatever the name said. */
export const MediaSaved = z.object({
  file: z.string(),
  name: z.string(),
  mime: z.string(),
  kind: z.enum(['photo', 'document']),
  bytes: z.number().int(),
});
export type MediaSaved = z.infer<typeof MediaSaved>;
