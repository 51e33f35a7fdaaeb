/** Files saved by hand that wait for somebody (`FAQ_GATE=hold`): whether there are any, and what they would change. */
import { LIMITS } from '../core/limits.ts';
import type { FaqWaiting } from '../core/ports/faq-desk.ts';
import { difference, type DeskParts } from './desk-parts.ts';
import type { FaqFolder } from './faq-folder.ts';

export async function isHeld(parts: DeskParts, folder: FaqFolder): Promise<boolean> {
  if (parts.heldDir === null) return false;
  return (await agreedTo(parts)).hash !== folder.hash;
}

export async function readWaiting(parts: DeskParts): Promise<FaqWaiting> {
  if (parts.heldDir === null) return { changes: [], total: 0 };
  const { folder } = await parts.saved.read();
  const { changes } = difference(await agreedTo(parts), folder);
  return { changes: changes.slice(0, LIMITS.faqWaitingShown), total: changes.length };
}

async function agreedTo({ folder, store }: DeskParts): Promise<FaqFolder> {
  return folder.of(await store.readFaqFiles());
}
