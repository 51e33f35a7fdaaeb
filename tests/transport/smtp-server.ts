/** A mail server on loopback that keeps letters and misbehaves on demand; speaks as much SMTP as one letter needs. */
import { createServer, type AddressInfo, type Socket } from 'node:net';

export interface SmtpServer {
  port: number;
  /** What was handed over, with the recipients as the protocol names them. */
  letters: { to: string[]; data: string }[];
  /** Name and password as the client gave them. */
  logins: string[];
  close(): Promise<void>;
}

export interface SmtpMood {
  /** Answers to a command (`MAIL`, `RCPT`, `DATA`, `AUTH`, `greeting`) instead of the usual. */
  says?: Partial<Record<string, string>>;
}

export async function startSmtpServer(mood: SmtpMood = {}): Promise<SmtpServer> {
  const sockets = new Set<Socket>();
  const letters: SmtpServer['letters'] = [];
  const logins: string[] = [];
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    serve(socket, mood, letters, logins);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    letters,
    logins,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function serve(socket: Socket, mood: SmtpMood, letters: SmtpServer['letters'], logins: string[]): void {
  const say = (verb: string, usual: string) => {
    socket.write(`${mood.says?.[verb] ?? usual}\r\n`);
  };
  let buffer = '';
  let to: string[] = [];
  let inData = false;
  say('greeting', '220 loopback ready');
  socket.on('data', (chunk: Buffer) => {
    buffer += chunk.toString('utf8');
    for (;;) {
      const end = buffer.indexOf(inData ? '\r\n.\r\n' : '\r\n');
      if (end < 0) return;
      const line = buffer.slice(0, end);
      buffer = buffer.slice(end + (inData ? 5 : 2));
      if (inData) {
        inData = false;
        letters.push({ to, data: line });
        say('letter', '250 kept');
        continue;
      }
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'EHLO') say('EHLO', '250-loopback\r\n250-AUTH PLAIN\r\n250 8BITMIME');
      else if (verb === 'AUTH') {
        logins.push(Buffer.from(line.slice(11), 'base64').toString('utf8'));
        say('AUTH', '235 welcome');
      } else if (verb === 'MAIL') {
        to = [];
        say('MAIL', '250 ok');
      } else if (verb === 'RCPT') {
        to.push(/<([^>]*)>/.exec(line)?.[1] ?? '');
        say('RCPT', '250 ok');
      } else if (verb === 'DATA') {
        inData = (mood.says?.['DATA'] ?? '354').startsWith('354');
        say('DATA', '354 go on');
      } else if (verb === 'QUIT') socket.end('221 bye\r\n');
      else socket.write('502 unknown\r\n');
    }
  });
}
