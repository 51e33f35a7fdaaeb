import { expect, test } from '@jest/globals';
import type { ConversationRow } from '../../src/core/ports/desk-store.ts';
import { claimOrder } from '../../src/desk/claim-order.ts';

const waiting = (id: number, priority: 0 | 1 | 2, keeperId: number | null = null) =>
  ({ id, priority, keeperId }) as ConversationRow;
const order = (queue: ConversationRow[], me = 1, free = [1, 2]) =>
  claimOrder(queue, me, new Set(free)).map(({ id }) => id);

test('the order of the queue, when nobody knows anybody', () => {
  expect(order([waiting(1, 0), waiting(2, 2), waiting(3, 2)])).toEqual([1, 2, 3]);
});

test("one's own customers first, a colleague's last, inside the band", () => {
  expect(order([waiting(1, 2, 2), waiting(2, 2), waiting(3, 2, 1)])).toEqual([3, 2, 1]);
});

test('a complaint goes before everybody', () => {
  expect(order([waiting(1, 2, 1), waiting(2, 0, 2)])).toEqual([2, 1]);
});

test('a colleague who is away or full keeps nobody waiting', () => {
  expect(order([waiting(1, 2, 2), waiting(2, 2)], 1, [1])).toEqual([1, 2]);
});
