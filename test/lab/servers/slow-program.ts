// A program behind a web site that thinks for a while before every answer. Usage: node slow-program.ts PORT SECONDS

import { createServer } from 'node:http';

const [port, seconds] = process.argv.slice(2).map(Number);

createServer((request, response) => {
  const type = request.url?.endsWith('.css') ? 'text/css' : 'text/html';
  const page =
    '<!doctype html><title>Shop</title><link rel="stylesheet" href="/style.css"><h1>Welcome</h1>\n';
  setTimeout(() => response.writeHead(200, { 'content-type': type }).end(page), (seconds ?? 4) * 1000);
}).listen(port, '127.0.0.1');
