// The sign-in page of a captive network: sends every http request to itself. Usage: node portal.ts SETTINGS.json

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { PortalSettings } from '../services/middleboxes.ts';

const { port, address } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as PortalSettings;
const own = `${address}:${port}`;

createServer((request, response) => {
  if (request.headers.host === own) {
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end('<title>Guest network</title>Please sign in.\n');
    return;
  }
  response.writeHead(302, { location: `http://${own}/login`, 'cache-control': 'no-store' }).end();
}).listen(port, '::');
