/** Addresses of answers, asked for real: who answers, who does not, and who is never asked. */
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { afterEach, expect, test } from '@jest/globals';
import { checkLinks } from '../../src/cli/faq-check/check-links.ts';
import type { FaqFile } from '../../src/content/faq/faq-file.ts';
import { systemClock } from '../../src/core/clock.ts';

let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

/** Answers `/<status>` with that status, and counts. */
async function listen(): Promise<{ origin: string; asked: string[] }> {
  const asked: string[] = [];
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(Number(request.url?.slice(1)), { location: '/404' }).end('x'.repeat(5_000));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { origin: `http://127.0.0.1:${address.port}`, asked };
}

function fileWith(urls: string[]): FaqFile {
  const front = { owner: null, reviewBy: null, reviewLine: 1, tags: [], terms: {} };
  const entry = {
    id: 'one',
    locale: 'ru' as const,
    question: 'Вопрос?',
    phrasings: [],
    answer: '',
    links: [],
    file: 'faq/ru/a.md',
    line: 1,
    linkLines: [],
    phrasingLines: [],
    answerLine: 3,
    mark: '',
    urls: urls.map((url, at) => ({ url, line: at + 3 })),
  };
  return { file: 'faq/ru/a.md', locale: 'ru', topic: 'a', title: '', front, entries: [entry] };
}

test('what is gone is told at each place, what answers or refuses machines is not; each is asked once', async () => {
  const { origin, asked } = await listen();
  const urls = ['/200', '/404', '/301', '/403', '/500', '/404'].map((path) => origin + path);
  const findings = await checkLinks([fileWith(urls)], { clock: systemClock, trustedOrigin: origin });
  expect(findings.map(({ line, what }) => [line, what?.values['reason']])).toEqual([
    [4, 'HTTP 404'],
    [7, 'HTTP 500'],
    [8, 'HTTP 404'],
  ]);
  expect(asked.toSorted()).toEqual(['/200', '/301', '/403', '/404', '/500']);
});

test('nothing inside our own network is asked, and nobody at home is told', async () => {
  const { origin, asked } = await listen();
  const inner = [`${origin}/200`, 'http://169.254.169.254/latest/meta-data', 'https://localhost:1/'];
  const findings = await checkLinks([fileWith(inner)], { clock: systemClock });
  expect(findings.map(({ line, level }) => [line, level])).toEqual(
    [3, 4, 5].map((line) => [line, 'warning']),
  );
  expect(asked).toEqual([]);
});
