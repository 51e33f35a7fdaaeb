/** The verbs of stock alerts over the one writer. Reading ones see what is committed. */
import type { StockAlertStore } from '../../core/ports/stock-alerts.ts';
import type { Context } from './context.ts';
import type { GroupCommit } from './group-commit.ts';
import { createAlertCalls } from './stock-alert-calls.ts';
import { prepareStockAlerts } from './stock-alert-statements.ts';
import { createStockAlerts } from './stock-alerts.ts';
import { createStockWatches } from './stock-watches.ts';

export function stockAlertVerbs(group: GroupCommit, context: Context): StockAlertStore {
  const statements = prepareStockAlerts(context.db);
  const alerts = createStockAlerts(statements);
  const calls = createAlertCalls(statements);
  const watches = createStockWatches(context);
  return {
    addAlert: (alert, most) => group.write(() => alerts.add(alert, most)),
    listAlerts: (id, limit) => group.write(() => alerts.list(id, limit, context.clock.now())),
    cancelAlerts: (id, key, atMs) => group.write(() => alerts.cancel(id, key, atMs)),
    dueStockWatches: async (states, nowMs, limit) => watches.due(states, nowMs, limit),
    wakeStockWatches: (ids, nowMs) => group.write(() => watches.wake(ids, nowMs)),
    writeStockWatches: (all) => group.write(() => all.forEach((watch) => watches.write(watch))),
    callNext: (call) => group.write(() => calls.callNext(call)),
    callExpired: (beforeMs, nowMs, limit) => group.write(() => calls.callExpired(beforeMs, nowMs, limit)),
    readCalled: async (limit) => calls.called(limit),
    settleCalls: (settled, atMs) => group.write(() => settled.forEach((one) => calls.settle(one, atMs))),
    releaseHeld: (limit) => group.write(() => calls.releaseHeld(limit)),
    forgetAlerts: (beforeMs, limit) => group.write(() => alerts.forget(beforeMs, limit)),
  };
}
