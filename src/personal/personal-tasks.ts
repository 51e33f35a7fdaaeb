/**
 * The tasks about messages to one customer: where they stand, their birthday, why they stay away. Runs after the turn that asked,
 * answers through the inbox. Keeps day and month only.
 */
import { z } from 'zod';
import type { PersonalSettings } from '../content/personal-schema.ts';
import type { Clock } from '../core/clock.ts';
import { clipText } from '../core/clip-text.ts';
import { LIMITS } from '../core/limits.ts';
import type { PersonalAnswer, ReasonAnswer } from '../core/personal-answer.ts';
import type { ClaimedTask } from '../core/ports/engine-store.ts';
import { STAY_REASONS, type PersonalStore } from '../core/ports/personal-store.ts';
import type { TaskHandler, TaskHandlers } from '../core/ports/task.ts';

export interface PersonalTasksOptions {
  store: PersonalStore;
  settings: () => PersonalSettings;
  clock: Clock;
}

type Outcome = Awaited<ReturnType<TaskHandler>>;

const BIRTHDAY = z.union([
  z.object({ forget: z.literal(true) }),
  z.object({ day: z.int().min(1).max(31), month: z.int().min(1).max(12) }),
]);
const REASON = z.object({ reason: z.enum(STAY_REASONS), words: z.string().default('') });

/** Handlers of `personal.read`, `personal.birthday` and `personal.reason`; see core/personal-answer.ts. */
export function createPersonalTasks(options: PersonalTasksOptions): TaskHandlers {
  return {
    'personal.read': (task) => read(options, task),
    'personal.birthday': (task) => birthday(options, task),
    'personal.reason': (task) => reason(options, task),
  };
}

async function read({ store, settings }: PersonalTasksOptions, task: ClaimedTask): Promise<Outcome> {
  const person = await store.readPerson(task.conversationId);
  if (!person) return { ok: false, reason: 'gone' };
  const { birthday: gift, atMost } = settings();
  const value: PersonalAnswer = {
    agreed: person.consents.promotion?.given === true,
    birthday: person.birthday,
    hasPhone: person.verifiedPhone !== null,
    birthdayPoints: gift === false ? 0 : gift.points,
    atMost,
  };
  return { ok: true, value };
}

async function birthday(options: PersonalTasksOptions, task: ClaimedTask): Promise<Outcome> {
  const asked = BIRTHDAY.parse(task.input);
  const day = 'forget' in asked ? null : asked;
  await options.store.saveBirthday(task.conversationId, day, options.clock.now());
  return read(options, task);
}

async function reason({ store, clock }: PersonalTasksOptions, task: ClaimedTask): Promise<Outcome> {
  // One answer makes one line, however often the task is tried.
  if (task.attempt > 1) return { ok: true, value: { result: 'kept' } satisfies ReasonAnswer };
  const { reason: why, words } = REASON.parse(task.input);
  const kept = clipText(words, LIMITS.stayReasonChars);
  await store.keepReason({
    conversationId: task.conversationId,
    reason: why,
    words: kept,
    atMs: clock.now(),
  });
  return { ok: true, value: { result: 'kept' } satisfies ReasonAnswer };
}
