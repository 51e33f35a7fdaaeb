/** A web server with one feed: versions, conditional answers, and everything that goes wrong on the way. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FeedServer {
  url: string;
  /** What comes from now on. */
  body: Buffer | string;
  headers: Record<string, string>;
  /** Instead of 200. */
  status: number;
  /** Ends the answer after this many bytes, as a broken line does. */
  cutAfter: number | null;
  withVersions: boolean;
  asked: { url: string; headers: IncomingHttpHeaders; status: number }[];
  close(): Promise<void>;
}

export async function serveFeed(body: Buffer | string): Promise<FeedServer> {
  const server = createServer((request, response) => {
    const bytes = Buffer.from(served.body);
    const etag = `"${createHash('sha1').update(bytes).digest('hex')}"`;
    const isKnown = served.withVersions && request.headers['if-none-match'] === etag;
    const status = served.status === 200 && isKnown ? 304 : served.status;
    served.asked.push({ url: request.url ?? '', headers: request.headers, status });
    const versions = served.withVersions ? { etag } : {};
    response.writeHead(status, { 'content-type': 'application/xml', ...versions, ...served.headers });
    if (status === 304) return void response.end();
    if (served.cutAfter === null) return void response.end(bytes);
    response.write(bytes.subarray(0, served.cutAfter), () => response.destroy());
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const served: FeedServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed.xml`,
    body,
    headers: {},
    status: 200,
    cutAfter: null,
    withVersions: true,
    asked: [],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return served;
}
