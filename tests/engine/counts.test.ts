/** What the engine counts: money that messengers ask for, and reports about people it does not know. */
import { afterEach, expect, test } from '@jest/globals';
import { createMetrics } from '../../src/observe/metrics.ts';
import { openTalk, type Talk } from '../support/talk.ts';

let talk: Talk;
afterEach(() => talk.close());

test('a billed message counts once, whatever reports of it come and in whichever order', async () => {
  const metrics = createMetrics();
  talk = await openTalk({ metrics });
  await talk.customer('Сколько стоит доставка курьером?');
  const price = { category: 'service', billable: true };
  await talk.happens({ type: 'receipt', messageId: '1', status: 'read', price });
  await talk.happens({ type: 'receipt', messageId: '1', status: 'delivered', price });
  await talk.customer('Спасибо');
  await talk.happens({
    type: 'receipt',
    messageId: '2',
    status: 'sent',
    price: { ...price, billable: false },
  });
  const text = await metrics.text();
  expect(text).toContain('prilavok_messages_billed_total{platform="talk",category="service"} 1\n');
});

test('reports about strangers are counted and let go', async () => {
  const metrics = createMetrics();
  talk = await openTalk({ metrics });
  await talk.happens({ type: 'receipt', messageId: '9', status: 'delivered' }, 'nobody');
  expect(await metrics.text()).toContain(
    'prilavok_events_of_strangers_total{platform="talk",type="receipt"} 1\n',
  );
});
