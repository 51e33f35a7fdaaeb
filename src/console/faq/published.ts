/** What is live now, and where it was written. */
import type { FaqPublished } from '../../api/faq.ts';

export type Published = Extract<FaqPublished, { ok: true }>;
