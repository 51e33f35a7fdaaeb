/**
 * Files on their way in, which may take minutes each: so many at once in all, and of one address, so that slow lines fill neither
 * the memory nor each other's places.
 */
import { LIMITS } from '../../src/core/limits.ts';

export interface Uploads {
  /** What ends this one, to be called once; null: too many are under way. */
  begin(from: string): (() => void) | null;
}

export function createUploads(): Uploads {
  const byAddress = new Map<string, number>();
  let all = 0;
  return {
    begin(from) {
      const own = byAddress.get(from) ?? 0;
      if (all >= LIMITS.chatUploads || own >= LIMITS.chatUploadsPerAddress) return null;
      all += 1;
      byAddress.set(from, own + 1);
      return () => {
        all -= 1;
        const left = (byAddress.get(from) ?? 1) - 1;
        if (left > 0) byAddress.set(from, left);
        else byAddress.delete(from);
      };
    },
  };
}
