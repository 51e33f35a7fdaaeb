/**
 * Who the visitor is to the server: makes the session, keeps its token, and makes it anew when the server no longer knows
 * it. One request at a time; whoever asks meanwhile waits for the same answer.
 */
import type { SessionAnswer, SessionRequest } from '../../../protocol.ts';
import type { Calls } from '../wire/calls.ts';
import type { Kept } from '../wire/kept.ts';

export interface Session {
  token(): string | null;
  /** Null: no session could be had now; `barred`: this page may never have one. */
  begin(): Promise<SessionAnswer | 'barred' | null>;
  /** The customer, signed by the shop; "" when they signed out. */
  identify(identity: string): void;
  /** Forgets the visitor, here and at the server. */
  leave(): Promise<void>;
}

export interface SessionDoor {
  kept: Kept;
  calls(): Pick<Calls, 'session' | 'leave'>;
  /** Of the shop's page. */
  about(): Pick<SessionRequest, 'locale' | 'page' | 'start'>;
  identity: string;
}

const TOKEN = 'token';

export function createSession(door: SessionDoor): Session {
  const { kept } = door;
  let { identity } = door;
  // This tab's own: another tab may become another visitor, and then this one must not write in their name.
  let token = kept.read(TOKEN);
  const hold = (value: string | null): void => {
    token = value;
    kept.keep(TOKEN, value);
  };
  let running: Promise<SessionAnswer | 'barred' | null> | null = null;

  async function ask(): Promise<SessionAnswer | 'barred' | null> {
    const request = (): SessionRequest => ({ ...door.about(), ...(identity === '' ? {} : { identity }) });
    token ??= kept.read(TOKEN);
    for (let round = 0; round < 3; round += 1) {
      const answer = await door.calls().session(request());
      if (answer.ok) {
        if (answer.value.token !== undefined) hold(answer.value.token);
        return answer.value;
      }
      if (answer.why === 'origin') return 'barred';
      // A signature that ran out must not cost the customer the chat, nor a token that was forgotten.
      if (answer.why === 'identity' && identity !== '') identity = '';
      else if (answer.why === 'session' && token !== null) {
        const newer = kept.read(TOKEN);
        if (newer === token) hold(null);
        else token = newer;
      } else return null;
    }
    return null;
  }
  return {
    token: () => token,
    begin() {
      running ??= alone(ask).finally(() => (running = null));
      return running;
    },
    identify: (signed) => void (identity = signed),
    async leave() {
      await door.calls().leave();
      hold(null);
    },
  };
}

/** Two tabs that open the chat in the same moment must not become two visitors. */
function alone<T>(run: () => Promise<T>): Promise<T> {
  const { locks } = navigator as { locks?: LockManager };
  return locks === undefined ? run() : locks.request('prilavok.session', run);
}
