/** The deeds on orders as the ports have them: each writing one in the common transaction, reads on what is committed. */
import type { OrderMirror, OrderWatches } from '../../core/ports/order-mirror.ts';
import type { Context } from './context.ts';
import type { GroupCommit } from './group-commit.ts';
import { createOrderMirror } from './order-mirror.ts';
import { createOrderWatches } from './order-watches.ts';

export function createOrderVerbs(context: Context, group: GroupCommit): OrderMirror & OrderWatches {
  const watches = createOrderWatches(context);
  const mirror = createOrderMirror(context, watches);
  return {
    mirrorOrders: (page) => group.write(() => mirror.mirror(page)),
    findMirrored: async (by, limit) => mirror.find(by, limit),
    readMirrored: async (orderId) => mirror.read(orderId),
    someMirrored: async (at) => mirror.some(at),
    readSweep: async () => mirror.sweep(),
    keepHints: (hints, nowMs) => group.write(() => mirror.keepHints(hints, nowMs)),
    dueHints: async (nowMs, limit) => mirror.dueHints(nowMs, limit),
    settleHint: (hint, againAtMs) => group.write(() => mirror.settleHint(hint, againAtMs)),
    forgetOrders: (bounds) => group.write(() => mirror.forget(bounds)),
    openOrder: (ticket) => group.write(() => watches.open(ticket)),
    readOrderTicket: async (ticket, conversationId, sinceMs) =>
      watches.ticket(ticket, conversationId, sinceMs),
    watchOrder: (watch, most) => group.write(() => watches.watch(watch, most)),
    endWatches: (conversationId, orderId, nowMs) =>
      group.write(() => watches.end(conversationId, orderId, nowMs)),
    listWatches: async (conversationId) => watches.list(conversationId),
    dueWatches: async (nowMs, limit) => watches.due(nowMs, limit),
    settleWatch: (due, outcome) => group.write(() => watches.settle(due, outcome)),
    forgetWatches: (beforeMs, rows) => group.write(() => watches.forget(beforeMs, rows)),
    watchedOrders: async (afterId, limit) => watches.watched(afterId, limit),
  };
}
