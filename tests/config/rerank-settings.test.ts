/** Who may choose among answers: whole or not at all, over https or on this machine, and what is wrong told by its name. */
import { describe, expect, test } from '@jest/globals';
import { readConfig, type Config } from '../../src/config.ts';
import { toError } from '../../src/core/errors.ts';

const SET = { FAQ_RERANK_URL: 'https://api.example.com/v1', FAQ_RERANK_MODEL: 'small-one' };
const KEY = 'sk-0123456789abcdef';

function read(env: Record<string, string>): Config {
  return readConfig(env, { envFile: '/nowhere/.env' });
}

function fault(env: Record<string, string>): string {
  try {
    read(env);
    return '';
  } catch (thrown) {
    return toError(thrown).message;
  }
}

test('nobody, unless they are named', () => {
  expect(read({}).rerank).toBeNull();
});

test('an address and a model; a key and a time of their own', () => {
  expect(read(SET).rerank).toEqual({
    url: SET.FAQ_RERANK_URL,
    model: 'small-one',
    key: null,
    budgetMs: 1_500,
  });
  const config = read({ ...SET, FAQ_RERANK_KEY: KEY, FAQ_RERANK_MS: '900' });
  expect(config.rerank).toMatchObject({ key: KEY, budgetMs: 900 });
  expect(config.secrets).toContain(KEY);
  expect(read({ ...SET, FAQ_RERANK_URL: 'http://127.0.0.1:11434/v1' }).rerank).not.toBeNull();
});

describe('is refused', () => {
  test.each([
    ['FAQ_RERANK_MODEL', { FAQ_RERANK_URL: SET.FAQ_RERANK_URL }],
    ['FAQ_RERANK_URL', { FAQ_RERANK_MODEL: 'small-one' }],
    ['FAQ_RERANK_URL', { FAQ_RERANK_KEY: KEY }],
    ['FAQ_RERANK_URL', { ...SET, FAQ_RERANK_URL: 'http://api.example.com/v1' }],
    ['FAQ_RERANK_URL', { ...SET, FAQ_RERANK_URL: 'https://name:word@api.example.com/v1' }],
    ['FAQ_RERANK_URL', { ...SET, FAQ_RERANK_URL: 'https://api.example.com/v1?key=1' }],
    ['FAQ_RERANK_URL', { ...SET, FAQ_RERANK_URL: 'api.example.com' }],
    ['FAQ_RERANK_MODEL', { ...SET, FAQ_RERANK_MODEL: 'small one' }],
    ['FAQ_RERANK_KEY', { ...SET, FAQ_RERANK_KEY: 'sk with a space' }],
    ['FAQ_RERANK_MS', { ...SET, FAQ_RERANK_MS: '100' }],
    ['FAQ_RERANK_MS', { ...SET, FAQ_RERANK_MS: '1.5s' }],
  ])('%s of %j', (key, env) => {
    const message = fault(env);
    expect(message).toContain(`${key}: `);
    expect(message).not.toContain('name:word');
  });
});
