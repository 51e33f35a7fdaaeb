/**
 * Published files as a commit, where the folder of answers is itself the root of a repository. Only those files, without hooks, without
 * a shell, in bounded time; what else lies in the repository, and what is staged there, is left alone.
 */
import { execFile } from 'node:child_process';
import { lstat, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { toError } from '../core/errors.ts';
import { LIMITS } from '../core/limits.ts';

export type Committed =
  /** Null: the repository holds these files as they are. */
  { commit: string | null } | { fault: CommitFault };

/** `said`: git's own words, in English. */
export interface CommitFault {
  code: 'no-git' | 'no-repository' | 'git';
  said: string;
}

const run = promisify(execFile);

export async function commitFiles(
  dir: string,
  files: readonly string[],
  { author, revision }: { author: string; revision: number },
): Promise<Committed> {
  try {
    const root = (await git(dir, ['rev-parse', '--show-toplevel'])).trim();
    if ((await realpath(root)) !== (await realpath(dir))) {
      return { fault: { code: 'no-repository', said: 'FAQ_DIR is not itself the root of a git repository' } };
    }
    const message = `Publish answers (${revision})`;
    await stage(dir, files);
    const listed = await git(dir, ['diff', '--cached', '--name-only', '--no-renames', '-z', '--', ...files]);
    const changed = listed.split('\0').filter((path) => path !== '');
    if (changed.length === 0) return { commit: await madeBefore(dir, files, message) };
    const who = ['-c', `user.name=${nameOf(author)}`, '-c', 'user.email=answers@prilavok.invalid'];
    const how = ['--quiet', '--no-verify', '--no-gpg-sign', '-m', message, '--only'];
    await git(dir, [...who, 'commit', ...how, '--', ...changed]);
    return { commit: (await git(dir, ['rev-parse', 'HEAD'])).trim() };
  } catch (thrown) {
    return { fault: faultOf(thrown) };
  }
}

/** A new file has to be known before it can be committed by its name; one that went may never have been known. */
async function stage(dir: string, files: readonly string[]): Promise<void> {
  const there: string[] = [];
  const gone: string[] = [];
  for (const path of files) {
    const stat = await lstat(join(dir, path)).catch(() => null);
    (stat ? there : gone).push(path);
  }
  if (there.length > 0) await git(dir, ['add', '--', ...there]);
  const forget = ['rm', '--cached', '--force', '--quiet', '--ignore-unmatch'];
  if (gone.length > 0) await git(dir, [...forget, '--', ...gone]);
}

/** The commit of this publication, if the process ended before it was written down. */
async function madeBefore(dir: string, files: readonly string[], message: string): Promise<string | null> {
  const last = await git(dir, ['log', '-1', '--format=%H %s', '--', ...files]).catch(() => '');
  const [, commit = '', subject] = /^(\S+) (.*)/u.exec(last) ?? [];
  return subject === message ? commit : null;
}

async function git(dir: string, given: readonly string[]): Promise<string> {
  const fixed = [
    // A name is a name, whatever stars and brackets are in it.
    '--literal-pathspecs',
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

function faultOf(thrown: unknown): CommitFault {
  const { stderr, code } = thrown as { stderr?: unknown; code?: unknown };
  const told = typeof stderr === 'string' && stderr.trim() !== '' ? stderr : toError(thrown).message;
  const said = told.trim().split('\n')[0]?.slice(0, 200) ?? 'git failed';
  if (code === 'ENOENT') return { code: 'no-git', said };
  return { code: said.includes('not a git repository') ? 'no-repository' : 'git', said };
}
