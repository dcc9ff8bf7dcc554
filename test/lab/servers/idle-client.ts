// Opens connections, waits for the first bytes of each (or a moment, where a server speaks second) and holds them.
// Usage: node idle-client.ts SETTINGS.json (see services/idle-client.ts)

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { IdleSettings } from '../services/idle-client.ts';

const speaksSecondAfter = 300;

const { doors, readyPort } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as IdleSettings;

async function hold(address: string, port: number): Promise<void> {
  const socket = connect(port, address);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  const greeted = new Promise((resolve) => socket.once('data', resolve));
  await Promise.race([greeted, sleep(speaksSecondAfter)]);
}

const openings = doors.flatMap(({ address, port, count }) =>
  Array.from({ length: count }, () => hold(address, port)),
);
await Promise.all(openings);
createServer().listen(readyPort, '127.0.0.1');
