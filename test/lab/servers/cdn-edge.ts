// A network in front of a web site, as Cloudflare documents its own: what goes wrong towards the origin becomes an answer
// between 521 and 526. Usage: node cdn-edge.ts SETTINGS.json

import { readFileSync } from 'node:fs';
import { createServer, request as plainRequest } from 'node:http';
import type { IncomingMessage, RequestListener, RequestOptions, ServerResponse } from 'node:http';
import { createServer as createSecureServer, request as secureRequest } from 'node:https';
import type { Socket } from 'node:net';
import type { EdgeSettings } from '../services/cdn.ts';

const settings = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as EdgeSettings;
const roots = readFileSync(settings.roots);
const connectMs = 1500;
const answerMs = 6000;

const marks = { server: 'cloudflare', 'cf-ray': '9a1b2c3d4e5f6071-BRU' };

const titles: Readonly<Record<number, string>> = {
  520: 'Web server is returning an unknown error',
  521: 'Web server is down',
  522: 'Connection timed out',
  524: 'A timeout occurred',
  525: 'SSL handshake failed',
  526: 'Invalid SSL certificate',
};

function refuse(response: ServerResponse, code: number): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const title = `${settings.origin.name} | ${code}: ${titles[code]}`;
  response
    .writeHead(code, { ...marks, 'content-type': 'text/html; charset=UTF-8' })
    .end(`<!doctype html><title>${title}</title><h1>Error code ${code}</h1><p>${titles[code]}</p>\n`);
}

/** Errors of a certificate carry its verdict as their code; those of OpenSSL's records begin otherwise. */
function codeFor(error: NodeJS.ErrnoException, isConnected: boolean): number {
  if (error.code === 'ECONNREFUSED') return 521;
  if (!isConnected) return 522;
  if (/CERT|SIGNATURE|SELF_SIGNED|ALTNAME|ISSUER/.test(error.code ?? '')) return 526;
  return /^(ERR_SSL|EPROTO)/.test(error.code ?? '') ? 525 : 520;
}

function watch(socket: Socket, onSilent: () => void, onConnected: () => void): void {
  const timer = setTimeout(onSilent, connectMs);
  socket.once('connect', () => {
    clearTimeout(timer);
    onConnected();
  });
  socket.once('close', () => clearTimeout(timer));
}

const handle =
  (isSecure: boolean): RequestListener =>
  (incoming: IncomingMessage, response: ServerResponse) => {
    let isConnected = false;
    const viaTls = isSecure && settings.mode === 'full';
    const options: RequestOptions & { servername?: string; ca?: Buffer } = {
      host: settings.origin.address,
      port: viaTls ? 443 : 80,
      path: incoming.url,
      method: incoming.method,
      headers: { ...incoming.headers, connection: 'close' },
      agent: false,
      ...(viaTls ? { servername: settings.origin.name, ca: roots } : {}),
    };
    const asked = (viaTls ? secureRequest : plainRequest)(options, (answer) => {
      response.writeHead(answer.statusCode ?? 520, { ...answer.headers, ...marks });
      answer.pipe(response);
    });
    asked.on('socket', (socket) =>
      watch(
        socket,
        () => asked.destroy(new Error('silent')),
        () => (isConnected = true),
      ),
    );
    asked.setTimeout(answerMs, () => refuse(response, isConnected ? 524 : 522));
    asked.on('error', (error) => refuse(response, codeFor(error, isConnected)));
    incoming.pipe(asked);
  };

for (const address of settings.addresses) {
  createServer(handle(false)).listen(80, address);
  createSecureServer(
    { cert: readFileSync(settings.certificate), key: readFileSync(settings.key) },
    handle(true),
  ).listen(443, address);
}
