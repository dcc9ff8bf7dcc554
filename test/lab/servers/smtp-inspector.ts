// A firewall that inspects SMTP: passes each connection on to its server and paints over what it does not know, STARTTLS
// above all, and the greeting if told so. Usage: node smtp-inspector.ts SETTINGS.json (see services/smtp-middleboxes.ts)

import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';
import type { InspectorSettings } from '../services/smtp-middleboxes.ts';

const { doors, starsGreeting } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as InspectorSettings;

/** Every character but the code and the line end; the first answer of a connection is the greeting. */
const stars = (text: string): string => text.replace(/[^\r\n]/g, '*').replace(/^.../, text.slice(0, 3));
const starred = (text: string): string => `${text.slice(0, 4)}${stars(text).slice(4)}`;

const masked = (text: string): string => text.replace(/^(250[- ])STARTTLS/m, '$1XXXXXXXA');

for (const { listen, address, port } of doors) {
  createServer((client: Socket) => {
    const upstream = connect(port, address);
    const end = (): void => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) socket.on('error', end).on('close', end);
    client.on('data', (chunk: Buffer) => upstream.write(chunk));
    let isFirst = true;
    upstream.on('data', (chunk: Buffer) => {
      const text = chunk.toString('latin1');
      const shown = isFirst && starsGreeting ? starred(text) : masked(text);
      isFirst = false;
      client.write(Buffer.from(shown, 'latin1'));
    });
  }).listen(listen, '::');
}
