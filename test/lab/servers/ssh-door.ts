// Stands before an SSH server and turns connections away with a text, or without a word, as sshd itself does to addresses that it has
// shut out for a while. After some of them it lets the next ones through.
// Usage: node ssh-door.ts SETTINGS.json (see services/ssh-door.ts)

import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';
import type { DoorSettings } from '../services/ssh-door.ts';

const { port, serverPort, text, times } = JSON.parse(
  readFileSync(process.argv[2] ?? '', 'utf8'),
) as DoorSettings;

let refused = 0;

function letThrough(client: Socket): void {
  const upstream = connect(serverPort, '127.0.0.1');
  const end = (): void => {
    client.destroy();
    upstream.destroy();
  };
  for (const socket of [client, upstream]) socket.on('error', end).on('close', end);
  client.pipe(upstream).pipe(client);
}

createServer((client) => {
  client.on('error', () => client.destroy());
  if (times !== null && refused >= times) return letThrough(client);
  refused += 1;
  // As sshd does: the text, then the end, without having read a byte.
  client.end(text === '' ? '' : `${text}\r\n`);
}).listen(port, '::');
