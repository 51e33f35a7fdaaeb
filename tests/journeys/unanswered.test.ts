/**
 * What nobody answered, from end to end: customers in Telegram ask in vain, an operator answers one of them, and whoever writes answers
 * finds both questions in one place with the operator's words, makes an answer of them, and sees in the report how it went.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Phone } from '../../bots/telegram/emulator/phone.ts';
import { FaqReport } from '../../src/api/faq-reports.ts';
import { ClusterDetail, UnansweredList } from '../../src/api/unanswered.ts';
import { openProduct, type OpenProduct } from '../support/open-product.ts';
import { operatorOnDuty, type OperatorClient } from '../support/operator-client.ts';
import { eventual } from '../support/eventual.ts';

let open: OpenProduct;
let olga: OperatorClient;
beforeAll(async () => {
  open = await openProduct();
  olga = await operatorOnDuty(open);
});
afterAll(() => open.stop());

const ODD = 'бырымбыр кукумбер';

test('asked in vain, answered by a person, made an answer', async () => {
  const [anna, inna] = ['Анна', 'Инна'].map((name, at) => {
    const phone = open.telegram.user(71_001 + at);
    phone.person.firstName = name;
    phone.person.languageCode = 'ru';
    return phone;
  }) as [Phone, Phone];
  const hears = (phone: Phone, words: RegExp) =>
    phone.waitForMessage(({ text = '' }) => words.test(text), 20_000);
  anna.text(ODD);
  await hears(anna, /./);
  anna.text('оператор');
  await hears(anna, /очеред/);
  inna.text(ODD);
  await hears(inna, /./);
  const id = await eventual(
    async () => (await olga.rows('queue')).find(({ name }) => name === 'Анна')?.id,
    'Анна waits',
  );
  await olga.does(id, { do: 'claim' });
  const text = 'Кукумбер бывает только по средам, приходите в салон на Мятной улице.';
  await olga.does(id, { do: 'reply', text });
  await hears(anna, /по средам/);
  const list = UnansweredList.parse(await olga.ask('GET', '/api/unanswered'));
  expect(list.waiting).toBe(2);
  expect(list.clusters).toMatchObject([{ count: 2, people: 2, byPlatform: { telegram: 2 } }]);
  const [cluster] = list.clusters;
  const whole = ClusterDetail.parse(await olga.ask('GET', `/api/unanswered/${cluster!.id}`));
  expect(whole.replies).toEqual([text]);
  expect(JSON.stringify(whole)).not.toMatch(/916|123-45/);
  await olga.ask('POST', `/api/unanswered/${cluster!.id}/settle`, { entry: 'cucumber', made: 'entry' });
  expect(UnansweredList.parse(await olga.ask('GET', '/api/unanswered'))).toMatchObject({
    waiting: 0,
    clusters: [],
  });
  const { totals } = FaqReport.parse(await olga.ask('GET', '/api/faq-reports?days=7'));
  expect(totals).toMatchObject({ asked: 2, miss: 2 });
});
