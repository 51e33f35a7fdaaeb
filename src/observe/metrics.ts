/**
 * Counters and gauges in the text format that Prometheus reads, served on a port of their own (off unless METRICS_PORT is
 * set, loopback only) so that they are never public by accident.
 */
import { createServer } from 'node:http';
import { codeOf, PrilavokError } from '../core/errors.ts';
import type { Metrics } from '../core/ports/metrics.ts';

export interface MetricsRegistry extends Metrics {
  /** A number that is asked for whenever the metrics are read; null leaves it out. */
  gauge(name: string, help: string, read: () => number | null | Promise<number | null>): void;
  /** Everything as text; names get the prefix `prilavok_`. */
  text(): Promise<string>;
}

/** Series kept at most: labels come from fixed sets, so more than this is a bug that must not fill the memory. */
const SERIES = 1_000;

/** An empty registry with the process's own gauges. */
export function createMetrics(): MetricsRegistry {
  const counters = new Map<string, number>();
  const gauges = new Map<string, { help: string; read: () => number | null | Promise<number | null> }>();
  gauges.set('process_resident_memory_bytes', {
    help: 'Memory in use',
    read: () => process.memoryUsage.rss(),
  });
  gauges.set('process_uptime_seconds', { help: 'Time since the start', read: () => process.uptime() });
  return {
    count(name, labels) {
      const key = `prilavok_${name}${labelText(labels)}`;
      const before = counters.get(key);
      if (before !== undefined || counters.size < SERIES) counters.set(key, (before ?? 0) + 1);
    },
    gauge(name, help, read) {
      gauges.set(name, { help, read });
    },
    async text() {
      const lines: string[] = [];
      let family = '';
      for (const [key, value] of [...counters].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
        const name = key.split('{')[0] ?? key;
        if (name !== family) lines.push(`# TYPE ${name} counter`);
        family = name;
        lines.push(`${key} ${value}`);
      }
      for (const [name, { help, read }] of gauges) {
        const value = await read();
        if (value === null) continue;
        lines.push(
          `# HELP prilavok_${name} ${help}`,
          `# TYPE prilavok_${name} gauge`,
          `prilavok_${name} ${value}`,
        );
      }
      return `${lines.join('\n')}\n`;
    },
  };
}

/** Serves the registry at `/metrics` on loopback. Rejects with PrilavokError PORT_TAKEN. */
export async function serveMetrics(
  registry: MetricsRegistry,
  port: number,
): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    registry.text().then(
      (text) => response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explain(error, port)));
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function explain(error: Error, port: number): Error {
  if (codeOf(error) !== 'EADDRINUSE') return error;
  const text = `Port ${port} is in use by another program. Set METRICS_PORT to a free port, or remove it.`;
  return new PrilavokError('PORT_TAKEN', text, { cause: error });
}

function labelText(labels: Record<string, string> | undefined): string {
  if (!labels) return '';
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value.replace(/[\\"\n]/g, '_')}"`);
  return `{${pairs.join(',')}}`;
}
