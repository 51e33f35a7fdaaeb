import type { Bench } from './store-contract.ts';
import { test } from '@jest/globals';
export function turnContract(bench: Bench): void {
  test('x', () => void bench);
}
