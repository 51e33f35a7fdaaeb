/** The web server of the feed bench, a process of its own: `/0` and `/1` are the files of its command line. */
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const files = process.argv.slice(2);
const server = createServer((request, response) => {
  const file = files[Number(request.url?.slice(1))];
  if (file === undefined) return void response.writeHead(404).end();
  response.writeHead(200, { 'content-type': 'application/xml' });
  createReadStream(file).pipe(response);
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
