import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRunFolder } from './tests/support/run-folder.js';

// What one run leaves for the next stays where it is; all else goes with the run.
const kept = (process.env.PRILAVOK_TESTS_KEEP ??= tmpdir());
// Many tests start a command or the server as a process of its own: types are stripped once for all of them.
process.env.NODE_COMPILE_CACHE ??= join(kept, 'prilavok-compiled');
openRunFolder();

/** Tests run as ES modules on Node's own loader; TypeScript is only stripped, never checked here (`npm run types` does). */
export default {
  testEnvironment: 'node',
  cacheDirectory: join(kept, 'prilavok-jest'),
  injectGlobals: false,
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleFileExtensions: ['ts', 'tsx', 'js', 'json', 'node'],
  testMatch: ['<rootDir>/tests/**/*.test.{ts,tsx}', '<rootDir>/tests/flows/**/*.talk.ts'],
  // Those that browse or kill for a minute and more: `npm run test:long`.
  testPathIgnorePatterns: ['/node_modules/', '\\.long\\.'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/data/'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        module: { type: 'es6' },
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
        },
      },
    ],
  },
  setupFiles: ['<rootDir>/tests/support/property-seed.ts'],
  // Half of the time a test waits for a server or a browser of its own.
  maxWorkers: 3,
  workerIdleMemoryLimit: '1GB',
  testTimeout: 60_000,
  reporters: ['default', '<rootDir>/tests/support/closing-line-reporter.js'],
};
