/** The list of customers who have a phone of an emulated messenger. */
import { expect, test } from '@jest/globals';
import { LIMITS } from '../../src/core/limits.ts';
import type { CustomerPhone, NewPhoneOwner, PhoneEvent } from '../../src/core/ports/phone.ts';
import { createPhoneBook, type TellPhoneEvent } from '../../src/transport/emulation/phone-book.ts';
import { createManualClock } from '../support/manual-clock.ts';

const NOW = Date.parse('2026-11-23T12:00:00+03:00');
const anna: NewPhoneOwner = { name: 'Анна', locale: 'ru' };
const typing: PhoneEvent = { type: 'typing' };

test('the first customers have the same ids at every start, later ones ids that no start has given out', () => {
  const clock = createManualClock(NOW);
  const ids = () => {
    const book = createPhoneBook({ clock, first: [anna, anna], firstNumber: 7, open });
    return [book.add(anna), book.add(anna), ...book.list()].map((owner) => owner?.id);
  };
  expect(ids()).toEqual([`p${NOW}`, `p${NOW + 1}`, 'p7', 'p8', `p${NOW}`, `p${NOW + 1}`]);
  clock.advance(1_000);
  expect(ids().slice(0, 2)).toEqual([`p${NOW + 1_000}`, `p${NOW + 1_001}`]);
});

test('there are as many as may be, and no more', () => {
  const book = createPhoneBook({ clock: createManualClock(NOW), first: [anna], open });
  const added = Array.from({ length: LIMITS.playgroundCustomers }, () => book.add(anna));
  expect(added.at(-2)).not.toBeNull();
  expect(added.at(-1)).toBeNull();
  expect(book.list()).toHaveLength(LIMITS.playgroundCustomers);
});

test('whoever watches is told of newcomers and of every phone, of nobody else, and not any more at the end', () => {
  const heard: [string, PhoneEvent['type']][] = [];
  const tells: TellPhoneEvent[] = [];
  const book = createPhoneBook({
    clock: createManualClock(NOW),
    first: [anna],
    open(person, number, tell) {
      tells.push(tell);
      return open(person, number);
    },
  });
  const stop = book.watch((id, { type }) => heard.push([id, type]));
  book.add(anna);
  book.tell('p1', typing);
  tells[1]?.(`p${NOW}`, typing);
  book.tell('stranger', typing);
  stop();
  book.tell('p1', typing);
  expect(heard).toEqual([
    [`p${NOW}`, 'added'],
    ['p1', 'typing'],
    [`p${NOW}`, 'typing'],
  ]);
  expect(book.phone('p1')?.owner.name).toBe('Анна');
  expect(book.phone('stranger')).toBeNull();
});

function open({ name, locale }: NewPhoneOwner, number: number): CustomerPhone {
  return {
    owner: { id: `p${number}`, name, locale, number: '79990000000' },
    screen: () => ({ started: false, blocked: false, keyboard: null, messages: [] }),
    act: () => ({ ok: true, tapId: null }),
    file: () => null,
  };
}
