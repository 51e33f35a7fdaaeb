/**
 * The first file of `npm start`, in plain JavaScript so that any Node can read it: an old Node gets a plain message instead
 * of a syntax error.
 */
const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(
    `Prilavok needs Node.js 24 or newer; this is ${process.versions.node}.\n` +
      'Run it as "npm start": the right Node is among its packages. If "npm ci" was run with --ignore-scripts, run "npm rebuild node" once.',
  );
  process.exit(78);
}
await import('../main.ts');
