// What stands before some name servers: an old load balancer or firewall that changes or drops what it does not know.
// Usage: node name-server-front.ts SETTINGS.json (see services/name-server-front.ts)

import { createSocket } from 'node:dgram';
import type { RemoteInfo } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';
import type { FrontSettings } from '../services/name-server-front.ts';

const settings = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as FrontSettings;

const headerLength = 12;
const formatError = 1;
const alias = 5;
const ttlSeconds = 300;
/** Types that a web front answers with its alias; the others are passed on. */
const aliasTypes: ReadonlySet<number> = new Set([1, alias, 28]);

/** End of the one question: labels, the root, type and class (RFC 1035 section 4.1.2). */
function questionEnd(message: Buffer): number {
  let at = headerLength;
  while ((message[at] ?? 0) > 0) at += (message[at] ?? 0) + 1;
  return at + 5;
}

/** A query holds nothing but its question and, where it uses EDNS, one additional record. */
const hasExtension = (question: Buffer): boolean => question.readUInt16BE(10) > 0;

/** Header and question as an answer of its own; no other records. */
function bareAnswer(question: Buffer, code: number, answers: number): Buffer {
  const message = Buffer.from(question.subarray(0, questionEnd(question)));
  message.writeUInt16BE(0x8400 | code, 2); // an authoritative response
  message.writeUInt16BE(answers, 6);
  message.writeUInt32BE(0, 8);
  return message;
}

const nameBytes = (name: string): Buffer =>
  Buffer.concat([
    ...name.split('.').map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])),
    Buffer.from([0]),
  ]);

function aliasAnswer(question: Buffer, target: string): Buffer {
  const data = nameBytes(target);
  const record = Buffer.alloc(headerLength);
  record.writeUInt16BE(0xc00c, 0); // the name of the question
  record.writeUInt16BE(alias, 2);
  record.writeUInt16BE(1, 4);
  record.writeUInt32BE(ttlSeconds, 6);
  record.writeUInt16BE(data.length, 10);
  return Buffer.concat([bareAnswer(question, 0, 1), record, data]);
}

function isAliased(question: Buffer, owner: string): boolean {
  const end = questionEnd(question);
  const asked = question
    .subarray(headerLength, end - 4)
    .toString('latin1')
    .toLowerCase();
  return asked === nameBytes(owner).toString('latin1') && aliasTypes.has(question.readUInt16BE(end - 4));
}

/** An answer without asking the server behind; `silence` for none at all; null where the question is passed on. */
function ownAnswer(question: Buffer): Buffer | 'silence' | null {
  const { quirk } = settings;
  switch (quirk.how) {
    case 'edns-dropped':
      return hasExtension(question) ? 'silence' : null;
    case 'edns-refused':
      return hasExtension(question) ? bareAnswer(question, formatError, 0) : null;
    case 'alias-beside':
      return isAliased(question, quirk.owner) ? aliasAnswer(question, quirk.target) : null;
    case 'case-lost':
      return null;
  }
}

/** The name of the question in lower case, as some servers send it back. */
function passedBack(answer: Buffer): Buffer {
  if (settings.quirk.how !== 'case-lost') return answer;
  const message = Buffer.from(answer);
  const end = questionEnd(message) - 4;
  message.write(message.subarray(headerLength, end).toString('latin1').toLowerCase(), headerLength, 'latin1');
  return message;
}

/** Bound to the name server's own address, so that answers leave from there. */
function overUdp(type: 'udp4' | 'udp6', server: string): void {
  const front = createSocket({ type });
  front.on('message', (question: Buffer, client: RemoteInfo) => {
    const own = ownAnswer(question);
    if (own === 'silence') return;
    const say = (answer: Buffer): void => front.send(answer, client.port, client.address);
    if (own !== null) {
      say(own);
      return;
    }
    const back = createSocket(type);
    const timer = setTimeout(() => back.close(), 5_000);
    back.once('message', (answer: Buffer) => {
      clearTimeout(timer);
      back.close();
      say(passedBack(answer));
    });
    back.send(question, 53, server);
  });
  front.bind(settings.port, server);
}

/** Messages over TCP carry their length in front (RFC 1035 section 4.2.2). */
function onMessages(socket: Socket, handle: (message: Buffer) => void): void {
  let heard = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    heard = Buffer.concat([heard, chunk]);
    while (heard.length >= 2 && heard.length >= 2 + heard.readUInt16BE(0)) {
      const length = heard.readUInt16BE(0);
      handle(Buffer.from(heard.subarray(2, 2 + length)));
      heard = heard.subarray(2 + length);
    }
  });
}

function sayOverTcp(socket: Socket, message: Buffer): void {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  socket.write(Buffer.concat([length, message]));
}

function overTcp(address: string): void {
  const server = createServer((client) => {
    onMessages(client, (question) => {
      const own = ownAnswer(question);
      if (own === 'silence') return;
      if (own !== null) {
        sayOverTcp(client, own);
        return;
      }
      const back = connect(53, address, () => sayOverTcp(back, question));
      onMessages(back, (answer) => {
        sayOverTcp(client, passedBack(answer));
        back.end();
      });
    });
  });
  server.listen(settings.port, address);
}

overUdp('udp4', settings.server.v4);
overUdp('udp6', settings.server.v6);
overTcp(settings.server.v4);
overTcp(settings.server.v6);
