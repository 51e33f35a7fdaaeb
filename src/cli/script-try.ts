/**
 * `npm run script:try -- file.yaml`: one script step by step in the terminal, with its real machine and words and nothing
 * else: no messenger, no database, no answers of the FAQ. `--language ru|uk|en`, `--seed N` chooses other wordings, `--shop DIR`.
 * The shop behind it is made up: `--order late|notFound|down`, `--product notFound|down`, `--after-hours`, `--phone` (vouched for).
 */
import { basename } from 'node:path';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { toError } from '../core/errors.ts';
import { isLocale } from '../core/locale.ts';
import { contentPlaces } from './content-places.ts';
import { printFindings } from './print-findings.ts';
import { readOptions, wrongUse } from './read-options.ts';
import { openSimulator } from './script-simulator.ts';

const HELP = `npm run script:try -- FILE [options]

One script step by step in the terminal, with its real machine and words and nothing else: no messenger, no database, no answers of the
FAQ. Write as a customer would; a number presses the button with that number.

  --language ru|uk|en             the customer's language; ru unless given
  --seed N                        chooses other wordings where there are several
  --shop DIR                      the shop's folder, instead of SHOP_DIR
  --order found|late|notFound|down   what the made-up shop knows of the order
  --product found|notFound|down   and of the product
  --after-hours                   nobody is at the desk
  --phone                         the messenger vouches for the customer's phone

Exit status: 0 tried, 1 the script cannot be used, 2 used wrongly.
For example: npm run script:try -- data/sample-shop/scripts/complaint.yaml --language en`;

async function main(): Promise<number> {
  const { values, positionals } = readOptions(HELP, {
    allowPositionals: true,
    options: {
      language: { type: 'string', default: 'ru' },
      seed: { type: 'string', default: '0' },
      shop: { type: 'string' },
      order: { type: 'string', default: 'found' },
      product: { type: 'string', default: 'found' },
      'after-hours': { type: 'boolean', default: false },
      phone: { type: 'boolean', default: false },
    },
  });
  const [file] = positionals;
  if (file === undefined) wrongUse(HELP, 'The file of the script is missing.');
  if (!isLocale(values.language)) wrongUse(HELP, `"${values.language}" is no language of ours.`);
  const source = readFileSync(file, 'utf8');
  const name = basename(file).replace(/\.ya?ml$/u, '');
  const world = {
    order: oneOf('order', ['found', 'late', 'notFound', 'down'] as const, values.order),
    product: oneOf('product', ['found', 'notFound', 'down'] as const, values.product),
    open: !values['after-hours'],
    phoneKnown: values.phone,
  };
  const { language } = values;
  const options = { language, seed: Number(values.seed), places: contentPlaces(values), world };
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

function oneOf<const T extends string>(option: string, words: readonly T[], given: string): T {
  const found = words.find((word) => word === given);
  return found ?? wrongUse(HELP, `--${option} is one of: ${words.join(', ')}`);
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
