/** Every command of package.json can be run by whoever has only the repository: the files that it names are in it. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  scripts: Record<string, string>;
};

test('no file that a command names is kept out of the repository', () => {
  const files = Object.values(scripts).flatMap(
    (line) => line.match(/(?:src|tests|bots)\/[\w./-]+\.(?:ts|js)/gu) ?? [],
  );
  expect(files.length).toBeGreaterThan(15);
  const { stdout } = spawnSync('git', ['check-ignore', '--no-index', ...new Set(files)], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(stdout).toBe('');
});

test('every command that the documents tell of exists', () => {
  const { stdout } = spawnSync('git', ['ls-files', '*.md'], { cwd: root, encoding: 'utf8' });
  const told = stdout
    .split('\n')
    .filter((file) => file !== '' && file !== 'CHANGELOG.md')
    .flatMap((file) => {
      const text = readFileSync(root + file, 'utf8');
      return [...text.matchAll(/npm run ([a-z][\w:-]*)/gu)].map(([, name = '']) => `${file}: ${name}`);
    });
  expect(told.length).toBeGreaterThan(20);
  const known = (one: string) => scripts[one.slice(one.indexOf(': ') + 2)] !== undefined;
  expect(told.filter((one) => !known(one))).toEqual([]);
});
