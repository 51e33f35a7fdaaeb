/**
 * `npm run script:try -- file.yaml`: one script step by step in the terminal, with its real machine and words and nothing
 * else: no messenger, no database, no answers of the FAQ. `--language ru|uk|en`, `--seed N` chooses other wordings, `--shop DIR`.
 */
import { basename } from 'node:path';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { EXIT_CONFIG, toError } from '../core/errors.ts';
import { isLocale } from '../core/locale.ts';
import { contentPlaces } from './content-places.ts';
import { printFindings } from './print-findings.ts';
import { readOptions } from './read-options.ts';
import { openSimulator } from './script-simulator.ts';

async function main(): Promise<number> {
  const { values, positionals } = readOptions({
    allowPositionals: true,
    options: {
      language: { type: 'string', default: 'ru' },
      seed: { type: 'string', default: '0' },
      shop: { type: 'string' },
    },
  });
  const [file] = positionals;
  if (file === undefined || !isLocale(values.language)) {
    console.log('npm run script:try -- SHOP_DIR/scripts/name.yaml --language ru|uk|en');
    return EXIT_CONFIG;
  }
  const source = readFileSync(file, 'utf8');
  const name = basename(file).replace(/\.ya?ml$/u, '');
  const options = { language: values.language, seed: Number(values.seed), places: contentPlaces(values) };
  const opened = await openSimulator(source, name, file, options);
  printFindings(opened.findings);
  if (!opened.simulator) return 1;
  console.log('Write as a customer would; a number presses the button with that number. Ctrl+D leaves.\n');
  const { simulator } = opened;
  show(simulator.begin());
  const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
  if (!simulator.over) terminal.prompt();
  for await (const line of terminal) {
    if (line.trim() !== '') show(simulator.take(line.trim()));
    if (simulator.over) break;
    terminal.prompt();
  }
  terminal.close();
  return 0;
}

function show(lines: readonly string[]): void {
  for (const line of lines) console.log(`${line}\n`);
}

main()
  .then((status) => (process.exitCode = status))
  .catch((thrown: unknown) => {
    console.error(toError(thrown).message);
    process.exitCode = 1;
  });
