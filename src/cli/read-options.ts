/** The options of a command: a mistyped one is told in a line, with those that there are, and never with a stack. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { toError } from '../core/errors.ts';

/** Like `parseArgs`; ends the process with status 1 when the options cannot be used. */
export function readOptions<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (thrown) {
    const known = Object.entries(config.options ?? {}).map(([name, { type }]) =>
      type === 'string' ? `--${name} …` : `--${name}`,
    );
    console.error(`${toError(thrown).message}\nOptions, after "--": ${known.join(', ')}`);
    process.exit(1);
  }
}
