/** Words on their way from the composer to the server. */
import type { AttachedMedia } from '../../api/commands.ts';

export interface Unsent {
  clientId: string;
  conversation: string;
  kind: 'reply' | 'note';
  text: string;
  media: AttachedMedia | null;
  atMs: number;
  /** `done`: the server has it; shown until the thread has it too. */
  state: 'waiting' | 'refused' | 'done';
  /** Why it was refused: a refusal of the desk or a failure code. */
  refusal: string | null;
}
