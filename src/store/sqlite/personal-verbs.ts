/** The verbs about what is personal, over the one writer. */
import type { PersonalStore } from '../../core/ports/personal-store.ts';
import type { GroupCommit } from './group-commit.ts';
import { createReasonCounts } from './reason-counts.ts';
import { createPersonal } from './personal.ts';
import type { Context } from './context.ts';

export function createPersonalVerbs(context: Context, group: GroupCommit): PersonalStore {
  const rows = createPersonal(context);
  return {
    readPerson: async (id) => rows.person(id),
    saveBirthday: (id, birthday, nowMs) => group.write(() => rows.saveBirthday(id, birthday, nowMs)),
    birthdaysOn: async (day, after, limit) => rows.birthdaysOn(day, after, limit),
    dueLooks: async (nowMs, limit) => rows.dueLooks(nowMs, limit),
    lookAgain: (id, atMs) => group.write(() => rows.lookAgain(id, atMs)),
    planPersonal: (message, cap) => group.write(() => rows.plan(message, cap)),
    duePersonal: async (nowMs, limit) => rows.due(nowMs, limit),
    stepPersonal: (id, step) => group.write(() => rows.step(id, step)),
    keepReason: (reason) => group.write(() => rows.keepReason(reason)),
    readPersonal: async (id) => rows.read(id),
    countReasons: createReasonCounts(context),
  };
}
