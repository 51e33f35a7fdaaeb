/** The folder of answers: what counts as the same state of it. */
import { expect, test } from '@jest/globals';
import { createFaqFolder } from '../../src/editing/faq-folder.ts';

test('the same files are the same folder, in whatever order they come; another byte makes another', async () => {
  const { of } = createFaqFolder('nowhere', () => ['ru', 'uk']);
  const ru = { path: 'ru/a.md', text: '## Вопрос? {#a}\n\nОтвет.\n' };
  const uk = { path: 'uk/a.md', text: '## Питання? {#a}\n\nВідповідь.\n' };
  const { hash } = await of([ru, uk]);
  expect((await of([uk, ru])).hash).toBe(hash);
  expect((await of([uk, { ...ru, text: `${ru.text}\n` }])).hash).not.toBe(hash);
  expect((await of([ru])).hash).not.toBe(hash);
});
