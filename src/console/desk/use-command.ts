/**
 * Carries out one command on a conversation and says what came of it. A lost answer is asked for again under the same
 * client id, so that a command is never done twice.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { CommandOutcome, CommandReply, ConsoleCommand } from '../../api/commands.ts';
import { browserClock, newClientId } from '../ambient/clock.ts';
import type { Endpoints } from '../http/endpoints.ts';
import { ApiFailure } from '../http/http.ts';
import { keys } from '../http/keys.ts';
import { useApi } from '../http/use-api.ts';
import { useFailureText, useRefusalText } from '../http/use-failure-text.ts';
import { useTell } from '../ui/toasts.tsx';

const TRIES = 8;
const PAUSE_MS = 1_000;

export interface Commander {
  /** Resolves to whether it was done; people have been told why not. */
  run(command: ConsoleCommand): Promise<boolean>;
  busy: boolean;
}

/** Commands on one conversation. */
export function useCommand(conversation: string): Commander {
  const api = useApi();
  const cache = useQueryClient();
  const tell = useTell();
  const failureText = useFailureText();
  const refusalText = useRefusalText();
  const [busy, setBusy] = useState(false);

  const run = useCallback(
    async (command: ConsoleCommand) => {
      setBusy(true);
      try {
        const outcome = await insist(api, conversation, command);
        if (!outcome.ok) tell('bad', refusalText(outcome));
        return outcome.ok;
      } catch (error) {
        tell('bad', failureText(error));
        return false;
      } finally {
        setBusy(false);
        void cache.invalidateQueries({ queryKey: keys.detail(conversation) });
        void cache.invalidateQueries({ queryKey: keys.thread(conversation) });
        void cache.invalidateQueries({ queryKey: keys.contacts });
      }
    },
    [api, cache, conversation, tell, failureText, refusalText],
  );
  return { run, busy };
}

async function insist(api: Endpoints, id: string, command: ConsoleCommand): Promise<CommandOutcome> {
  const clientId = newClientId();
  for (let left = TRIES; ; left -= 1) {
    const reply = await api.command(id, { clientId, command }).catch((error: unknown): CommandReply => {
      const passing = error instanceof ApiFailure && (error.code === 'offline' || error.code === 'overload');
      if (!passing || left <= 1) throw error;
      return { kind: 'pending' };
    });
    if (reply.kind === 'done') return reply.outcome;
    if (left <= 1) throw new ApiFailure('overload', 'no outcome yet');
    await new Promise<void>((done) => browserClock.after(PAUSE_MS, done));
  }
}
