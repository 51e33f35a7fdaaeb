import { configureGlobal } from 'fast-check';

/**
 * Every property walks the same examples in every run, so a check that was green stays green until the code changes.
 * `PROPERTY_SEED=random npm test` looks for new counterexamples; a number repeats such a run.
 */
const asked = process.env['PROPERTY_SEED'] ?? '20261122';
if (asked !== 'random') configureGlobal({ seed: Number(asked) });
