/** Builds the bundle of the server whose package.json is in the working folder into the folder that is given. */
import { dirname, join, relative, resolve } from 'node:path';
import { build } from 'rolldown';

// As deep as it will lie when it is finished: addresses in it are relative.
const folder = resolve(process.argv[2] ?? 'dist/server/draft');

// Node warns of its own module of this name, which a package of a package asks for; what that needs of it is in node:url.
const PUNYCODE = '\0punycode';

await build({
  input: 'src/main.ts',
  platform: 'node',
  // Machine code, and what is loaded only where somebody has installed it.
  external: ['better-sqlite3', 'whatsapp-web.js'],
  plugins: [
    { name: 'own-place', transform: placed },
    { name: 'no-punycode', resolveId: (id) => (id === 'punycode' ? PUNYCODE : null), load: punycode },
  ],
  logLevel: 'warn',
  output: {
    dir: folder,
    format: 'esm',
    banner:
      "import { createRequire as requireFor } from 'node:module';\nconst require = requireFor(import.meta.url);",
  },
});

/** A file that asks where it is means its place among the sources: migrations, workers and content lie beside it. */
function placed(code, id) {
  if (id.includes('node_modules') || !code.includes('import.meta.url')) return undefined;
  const way = relative(folder, join(dirname(id), '_'))
    .replaceAll('\\', '/')
    .slice(0, -1);
  const own = JSON.stringify(`${way}${id.slice(dirname(id).length + 1)}`);
  return { code: code.replaceAll('import.meta.url', `new URL(${own}, import.meta.url).href`) };
}

function punycode(id) {
  if (id !== PUNYCODE) return null;
  return "import { domainToASCII as toASCII, domainToUnicode as toUnicode } from 'node:url';\nexport const ucs2 = { decode: (text) => Array.from(text, (char) => char.codePointAt(0)), encode: (points) => String.fromCodePoint(...points) };\nexport { toASCII, toUnicode };\n";
}
