/**
 * The options of a command. `--help` tells them; a mistyped one is told with the way to use the command, and never with a stack.
 * Every command reads its options here, so that all answer alike.
 */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { toError } from '../core/errors.ts';

/** Exit status: the command was not used as it can be. */
export const WRONG_USE = 2;

/**
 * Like `parseArgs`. `help`: what the command does, how it is called (its first line), its options and an example. Ends the process
 * with status 0 after `--help`, and with 2 when the options cannot be used.
 */
export function readOptions<T extends ParseArgsConfig>(
  help: string,
  config: T,
): ReturnType<typeof parseArgs<T>> {
  const args = config.args ?? process.argv.slice(2);
  const end = args.indexOf('--');
  if ((end === -1 ? args : args.slice(0, end)).some((arg) => arg === '--help' || arg === '-h')) {
    console.log(help);
    process.exit(0);
  }
  try {
    return parseArgs(config);
  } catch (thrown) {
    wrongUse(help, toError(thrown).message);
  }
}

/** Says what is wrong and how the command is used, and ends the process. */
export function wrongUse(help: string, problem: string): never {
  console.error(`${problem}\n\nUsage: ${help.split('\n')[0]}\n       --help tells more.`);
  process.exit(WRONG_USE);
}
