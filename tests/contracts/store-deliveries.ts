import type { Bench } from './store-contract.ts';
import { test } from '@jest/globals';
export function deliveryContract(bench: Bench): void {
  test('x', () => void bench);
}
