// A home router's FTP helper that gets it wrong: rewrites the address in PASV answers, and may take TLS away. What is
// encrypted passes through unread, since none of its bytes look like an answer of the protocol.
// Usage: node ftp-helper.ts SETTINGS.json (see services/middleboxes.ts)

import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';
import type { FtpHelperSettings } from '../services/middleboxes.ts';

const { port, server, address, hidesTls } = JSON.parse(
  readFileSync(process.argv[2] ?? '', 'utf8'),
) as FtpHelperSettings;

const privatePassive = `(${address.replaceAll('.', ',')},`;

/** Answers come whole in one packet; nothing is held back to put split ones together. */
const rewritten = (text: string): string =>
  text
    .replace(/^(227 [^(]*)\(\d+,\d+,\d+,\d+,/m, `$1${privatePassive}`)
    .replace(/^ AUTH[^\n]*\n/gm, hidesTls ? '' : '$&');

const isUpgrade = (chunk: Buffer): boolean => /^AUTH (TLS|SSL)/i.test(chunk.toString('latin1'));

createServer((client: Socket) => {
  const upstream = connect(21, server);
  const end = (): void => {
    client.destroy();
    upstream.destroy();
  };
  for (const socket of [client, upstream]) socket.on('error', end).on('close', end);
  client.on('data', (chunk: Buffer) => {
    if (hidesTls && isUpgrade(chunk)) client.write('502 Command not implemented.\r\n');
    else upstream.write(chunk);
  });
  upstream.on('data', (chunk: Buffer) => {
    client.write(Buffer.from(rewritten(chunk.toString('latin1')), 'latin1'));
  });
}).listen(port, '::');
