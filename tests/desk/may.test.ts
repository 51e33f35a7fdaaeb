import { expect, test } from '@jest/globals';
import type { DeskCommand } from '../../src/core/event.ts';
import { ROLES } from '../../src/core/ports/desk-store.ts';
import { may } from '../../src/desk/may.ts';

const COMMANDS: DeskCommand['do'][] = [
  'claim',
  'reply',
  'note',
  'release',
  'transfer',
  'resolve',
  'resend',
  'operator-gone',
];

test('who may do what', () => {
  const table = Object.fromEntries(
    ROLES.map((role) => [role, COMMANDS.map((command) => may(role, command))]),
  );
  const lead = [
    'over-owner',
    'as-owner',
    'as-owner',
    'over-owner',
    'over-owner',
    'over-owner',
    'over-owner',
    'no',
  ];
  expect(table).toEqual({
    admin: lead,
    supervisor: lead,
    operator: ['as-owner', 'as-owner', 'as-owner', 'as-owner', 'as-owner', 'as-owner', 'as-owner', 'no'],
    editor: COMMANDS.map(() => 'no'),
  });
});
