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
const options = process.argv.slice(2);
if (options.length > 0) {
  const help = options.includes('--help') || options.includes('-h');
  const usage =
    'npm start\n\n' +
    'Starts the counter: the server, its console, and every messenger that the settings name. It takes no options: settings stand in\n' +
    'the environment or in .env; .env.example names them all. npm run doctor says what is missing.\n\n' +
    'Exit status: 78 the set-up has to be mended first, 2 used wrongly.\n' +
    'For example: npm start';
  if (help) console.log(usage);
  else console.error(`"${options.join(' ')}" is no option.\n\nUsage: ${usage}`);
  process.exit(help ? 0 : 2);
}
// Types are stripped once and the result is kept: later starts are faster and need less memory.
enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/prilavok', import.meta.url)));
await import((await freshBundle()) ?? '../main.ts');
// Not only at a clean exit: the start after a kill is the one that has to be quick.
flushCompileCache();
