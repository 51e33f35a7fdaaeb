import { expect, test } from '@jest/globals';
import { createMetrics, serveMetrics } from '../../src/observe/metrics.ts';

test('counters and gauges are served as text, on loopback, and nothing else is', async () => {
  const metrics = createMetrics();
  metrics.count('webhook_refused_total', { platform: 'telegram', status: '401' });
  metrics.count('webhook_refused_total', { platform: 'telegram', status: '401' });
  metrics.count('api_error_total');
  metrics.gauge('inbox_pending', 'Events waiting', () => 7);
  metrics.gauge('unknown_now', 'Not known', () => null);
  const served = await serveMetrics(metrics, 0);
  const text = await (await fetch(`http://127.0.0.1:${served.port}/metrics`)).text();
  expect(text).toContain('# TYPE prilavok_webhook_refused_total counter');
  expect(text).toContain('prilavok_webhook_refused_total{platform="telegram",status="401"} 2');
  expect(text).toContain('prilavok_api_error_total 1');
  expect(text).toContain('prilavok_inbox_pending 7');
  expect(text).toMatch(/prilavok_process_resident_memory_bytes \d+/);
  expect(text).not.toContain('unknown_now');
  expect((await fetch(`http://127.0.0.1:${served.port}/`)).status).toBe(404);
  await expect(serveMetrics(metrics, served.port)).rejects.toMatchObject({ code: 'PORT_TAKEN' });
  await served.close();
});

test('labels cannot break the format, and the number of series is bounded', async () => {
  const metrics = createMetrics();
  metrics.count('x_total', { label: 'a"} 1\nevil 2' });
  for (let index = 0; index < 2_000; index += 1) metrics.count('many_total', { n: String(index) });
  const text = await metrics.text();
  expect(text).not.toMatch(/^evil/m);
  expect(text.split('\n').length).toBeLessThan(1_020);
});
