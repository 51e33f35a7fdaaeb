import type { Bench } from './store-contract.ts';
import { test } from '@jest/globals';
export function deskContract(bench: Bench): void {
  test('x', () => void bench);
}
