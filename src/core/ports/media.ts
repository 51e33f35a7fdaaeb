/** Files from and to customers, kept in the data folder under names of ours. */

export interface MediaStore {
  /** Stores bytes after looking at what they really are; the name is ours, 128 random bits and a safe extension. */
  save(bytes: Uint8Array, claimedName: string | null): Promise<SavedMedia>;
  /** Null: no such file. */
  read(file: string): Promise<{ bytes: Uint8Array; mime: string } | null>;
  /** Deletes a file; one that is not there is no fault. */
  remove(file: string): Promise<void>;
}

export type SavedMedia =
  | { ok: true; file: string; mime: string; kind: 'photo' | 'document'; bytes: number }
  | { ok: false; reason: 'too-large' | 'quota' };
