/** Every command tells how it is used, and takes a slip for what it is: no stack, no silent default. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  scripts: Record<string, string>;
};
/** Builders are called by other commands only. */
const COMMANDS = Object.entries(scripts).flatMap(([name, line]): [string, string][] => {
  const file = /(?:^| )(src\/cli\/[\w-]+\.(?:ts|js))$/u.exec(line)?.[1];
  return file === undefined || name.startsWith('build') ? [] : [[name, file]];
});

function run(file: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test('all commands are looked at', () => {
  expect(COMMANDS.map(([name]) => name)).toEqual(
    expect.arrayContaining([
      'start',
      'talk',
      'doctor',
      'faq:check',
      'faq:why',
      'faq:eval',
      'shop:check',
      'shop:feed',
      'script:try',
      'flows:draw',
    ]),
  );
});

test.each(COMMANDS)('%s --help: what it does, its options, what its end means', (name, file) => {
  const { status, stdout, stderr } = run(file, '--help');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const call = name === 'start' ? 'npm start' : `npm run ${name}`;
  expect(stdout.startsWith(call)).toBe(true);
  expect(stdout).toMatch(/^Exit status: /mu);
  expect(
    stdout
      .trim()
      .split('\n')
      .every((line) => line.length <= 140),
  ).toBe(true);
  const source = readFileSync(`${root}${file}`, 'utf8');
  const [, options = ''] = /options: \{(.*?)\n {2}\}/su.exec(source) ?? [];
  for (const [, option] of options.matchAll(/^ +'?([a-z-]+)'?: \{ type/gmu)) {
    expect(stdout).toContain(`--${option}`);
  }
});

test.each(COMMANDS)('%s --nonsense: status 2, how it is used, no stack', (_, file) => {
  const { status, stdout, stderr } = run(file, '--nonsense');
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/--nonsense/u);
  expect(stderr).toMatch(/^Usage: npm /mu);
  expect(stderr).not.toMatch(/^ +at /mu);
});

test('what has to be named is asked for, and a word that is none is not taken for the usual', () => {
  const cases: [string[], RegExp][] = [
    [[], /file of the script is missing/u],
    [['data/sample-shop/scripts/complaint.yaml', '--order', 'lost'], /--order is one of: found, late/u],
    [['data/sample-shop/scripts/complaint.yaml', '--language', 'fr'], /no language of ours/u],
  ];
  for (const [args, said] of cases) {
    const { status, stderr } = run('src/cli/script-try.ts', ...args);
    expect(status).toBe(2);
    expect(stderr).toMatch(said);
  }
  expect(run('src/cli/faq-why.ts')).toMatchObject({ status: 2 });
  expect(run('src/cli/talk.ts', '--channel', 'pigeon')).toMatchObject({ status: 2 });
});
