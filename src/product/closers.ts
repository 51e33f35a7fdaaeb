/** How what was opened is closed again: newest first, once. */
import { toError } from '../core/errors.ts';

export type Closer = () => void | Promise<void>;

/** Newest first; one that fails does not keep the others open. */
export async function closeAll(closers: Closer[]): Promise<void> {
  const errors: Error[] = [];
  for (const closer of closers.splice(0).toReversed()) {
    try {
      await closer();
    } catch (thrown) {
      errors.push(toError(thrown));
    }
  }
  if (errors[0]) throw errors[0];
}

/** Whoever calls again waits for the first call. */
export function onceOnly(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => (running ??= run());
}
