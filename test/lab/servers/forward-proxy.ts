// An office's forward proxy: CONNECT to any host and port 443, plain http by absolute address, and nothing for denied names.
// Usage: node forward-proxy.ts SETTINGS.json (see services/middleboxes.ts)

import { readFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import type { ForwardProxySettings } from '../services/middleboxes.ts';

const { port, denied } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as ForwardProxySettings;
const isDenied = (host: string): boolean => denied.some((name) => host === name || host.endsWith(`.${name}`));

createServer((incoming, response) => {
  const url = URL.canParse(incoming.url ?? '') ? new URL(incoming.url ?? '') : null;
  if (url === null || isDenied(url.hostname)) {
    response.writeHead(url === null ? 400 : 403).end();
    return;
  }
  const outgoing = request(url, { method: incoming.method, headers: incoming.headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  outgoing.on('error', () => response.writeHead(502).end());
  incoming.pipe(outgoing);
})
  .on('connect', (incoming, client) => {
    const [, host = '', target = ''] = /^\[?([^\]]*?)\]?:(\d+)$/.exec(incoming.url ?? '') ?? [];
    const end = (line: string): void => void client.end(`HTTP/1.1 ${line}\r\n\r\n`);
    if (target !== '443' || isDenied(host)) {
      end('403 Forbidden');
      return;
    }
    const server = connect({ host, port: 443 }, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      server.pipe(client).pipe(server);
    });
    server.on('error', () => end('502 Bad Gateway'));
    client.on('error', () => server.destroy()).on('close', () => server.destroy());
  })
  .listen(port, '::');
