/**
 * The first file of `npm start`, in plain JavaScript so that any Node can read it: an old Node gets a plain message instead
 * of a syntax error.
 */
import { enableCompileCache, flushCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { freshBundle } from './bundle.js';

const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(
    `Prilavok needs Node.js 24 or newer; this is ${process.versions.node}.\n` +
      'Run it as "npm start": the right Node is among its packages. If "npm ci" was run with --ignore-scripts, run "npm rebuild node" once.',
  );
  process.exit(78);
}
// Types are stripped once and the result is kept: later starts are faster and need less memory.
enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/prilavok', import.meta.url)));
await import((await freshBundle()) ?? '../main.ts');
// Not only at a clean exit: the start after a kill is the one that has to be quick.
flushCompileCache();
