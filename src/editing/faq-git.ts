/**
 * Published files as a commit, where the folder of answers is itself the root of a repository. Only those files, without hooks, without
 * a shell, in bounded time; what else lies in the repository, and what is staged there, is left alone.
 */
import { execFile } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { promisify } from 'node:util';
import { toError } from '../core/errors.ts';
import { LIMITS } from '../core/limits.ts';

export type Committed = { commit: string } | { fault: string };

const run = promisify(execFile);

export async function commitFiles(
  dir: string,
  files: readonly string[],
  { author, revision }: { author: string; revision: number },
): Promise<Committed> {
  try {
    const root = (await git(dir, ['rev-parse', '--show-toplevel'])).trim();
    if ((await realpath(root)) !== (await realpath(dir))) {
      return { fault: 'FAQ_DIR is not itself the root of a git repository' };
    }
    const name = nameOf(author);
    const who = ['-c', `user.name=${name}`, '-c', 'user.email=answers@prilavok.invalid'];
    // A new file has to be known before it can be committed by its name.
    await git(dir, ['add', '--', ...files]);
    const message = `Publish answers (${revision})`;
    await git(dir, [
      ...who,
      'commit',
      '--quiet',
      '--no-verify',
      '--no-gpg-sign',
      '-m',
      message,
      '--only',
      '--',
      ...files,
    ]);
    return { commit: (await git(dir, ['rev-parse', 'HEAD'])).trim() };
  } catch (thrown) {
    return { fault: shortly(thrown) };
  }
}

async function git(dir: string, given: readonly string[]): Promise<string> {
  const fixed = [
    '-c',
    'core.hooksPath=/dev/null',
    '-c',
    'core.fsmonitor=false',
    '-c',
    'commit.gpgSign=false',
  ];
  const { stdout } = await run('git', ['-C', dir, ...fixed, ...given], {
    timeout: LIMITS.faqGitMs,
    maxBuffer: 1_000_000,
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', HOME: '/nonexistent' },
  });
  return stdout;
}

/** What git takes for a name: no brackets, no line ends, something. */
function nameOf(author: string): string {
  const name = author
    .replace(/[<>\n\r\0]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, LIMITS.nameChars);
  return name === '' ? 'Prilavok' : name;
}

function shortly(thrown: unknown): string {
  const { stderr } = thrown as { stderr?: unknown };
  const said = typeof stderr === 'string' && stderr.trim() !== '' ? stderr : toError(thrown).message;
  return said.trim().split('\n')[0]?.slice(0, 200) ?? 'git failed';
}
