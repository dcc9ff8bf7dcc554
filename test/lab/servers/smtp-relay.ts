// An access provider's own mail server, to which it leads whatever leaves on the port where servers exchange mail.
// Usage: node smtp-relay.ts SETTINGS.json (see services/smtp-middleboxes.ts)

import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { RelaySettings } from '../services/smtp-middleboxes.ts';
import { converse, smtp } from './dialogues.ts';

const { port, name } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as RelaySettings;

createServer((socket) => converse(socket, name, smtp)).listen(port, '::');
