/** Name-based web sites of one host, the same over HTTP and HTTPS, and DNS over HTTPS for resolvers (RFC 8484). */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { TLSSocket } from 'node:tls';
import type { DnsServer } from '../dns/resolver.ts';
import { answerMessage } from '../dns/wire.ts';
import type { SiteSpec } from '../world-spec.ts';

export interface WebSettings {
  readonly fallback: SiteSpec;
  readonly sites: Readonly<Record<string, SiteSpec>>;
  readonly pages: ReadonlyMap<string, string>;
  readonly dnsServer: DnsServer | undefined;
}

const html = 'text/html; charset=utf-8';
const dnsMessage = 'application/dns-message';

/** Files that a web server gives out without the site's application. */
const staticFiles: Readonly<Record<string, string>> = {
  '/robots.txt': 'User-agent: *\nDisallow:\n',
  '/favicon.ico': '',
};

export function siteFor(settings: Pick<WebSettings, 'fallback' | 'sites'>, name: string): SiteSpec {
  const wanted = name.toLowerCase();
  const found = Object.entries(settings.sites).find(
    ([key, { aliases }]) => key === wanted || aliases.includes(wanted),
  );
  return found?.[1] ?? settings.fallback;
}

/** It never listens: connections, plain or TLS, are handed to it. */
export function createWebServer(settings: WebSettings): Server {
  return createServer((request, response) => {
    respond(settings, request, response).catch(() => response.destroy());
  });
}

async function respond(
  settings: WebSettings,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  const site = siteFor(settings, host);
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  if (site.kind === 'doh') return respondDns(settings, request, response);
  if (site.kind === 'no-content') return send(request, response, 204, {}, '');
  if (site.kind === 'redirect') return redirect(request, response, site.redirectsTo ?? '/');
  if (site.upgradesToHttps && !(request.socket instanceof TLSSocket)) {
    return redirect(request, response, `https://${host}${request.url ?? '/'}`);
  }
  const file = staticFiles[path];
  if (file !== undefined) return send(request, response, 200, { 'content-type': 'text/plain' }, file);
  // Nobody can have put a challenge or an invented file there, whatever state the application is in.
  if (path.startsWith('/.well-known/'))
    return send(request, response, 404, { 'content-type': 'text/plain' }, 'Not found\n');
  const body = settings.pages.get(site.page) ?? '';
  return send(request, response, site.status, { 'content-type': html }, body);
}

function redirect(request: IncomingMessage, response: ServerResponse, location: string): void {
  send(request, response, 302, { location, 'content-type': html }, '<!doctype html><title>Moved</title>\n');
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string | Buffer,
): void {
  const length = status === 204 ? {} : { 'content-length': Buffer.byteLength(body) };
  response.writeHead(status, { server: 'demo-web', ...headers, ...length });
  response.end(request.method === 'HEAD' ? undefined : body);
}

async function respondDns(
  settings: WebSettings,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const asked = new URL(request.url ?? '/', 'https://demo.invalid').searchParams.get('dns');
  const message = request.method === 'POST' ? await buffer(request) : Buffer.from(asked ?? '', 'base64url');
  const { dnsServer } = settings;
  const answer = dnsServer === undefined ? null : answerMessage(dnsServer, message, 'stream');
  if (answer === null) return send(request, response, 400, { 'content-type': 'text/plain' }, 'Bad request\n');
  send(request, response, 200, { 'content-type': dnsMessage, 'cache-control': 'max-age=60' }, answer);
}
