import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { LineReader, MAX_LINE_BYTES } from '../../../diagnostics/net/line-reader.ts';
import { systemClock } from '../../../diagnostics/net/system-clock.ts';
import { Transcript } from '../../../diagnostics/net/transcript.ts';
import { clipText, visibleText } from '../../../diagnostics/net/wire-text.ts';
import {
  hold,
  pause,
  scriptedServer,
  send,
  type ScriptStep,
  type ScriptedServer,
} from '../../support/scripted-server.ts';

let server: ScriptedServer;
let socket: Socket;
afterEach(async () => {
  socket.destroy();
  await server.close();
});

async function readerOf(...steps: readonly ScriptStep[]) {
  server = await scriptedServer(steps);
  socket = connect(server.port, '127.0.0.1');
  await once(socket, 'connect');
  const transcript = new Transcript(systemClock);
  const reader = new LineReader(socket, transcript);
  return { reader, transcript, read: (signal = AbortSignal.timeout(2_000)) => reader.readLine(signal) };
}

test('lines in one read, a line in many reads, a bare line feed', async () => {
  const { read, transcript } = await readerOf(
    send('one\r\ntwo\r\n'),
    send('three\r\n', { fragment: 1 }),
    send('four\n'),
  );
  expect([await read(), await read(), await read(), await read()]).toEqual(['one', 'two', 'three', 'four']);
  expect(transcript.lines.map(({ text }) => text)).toEqual(['one', 'two', 'three', 'four␊']);
  expect(transcript.lines.every(({ direction, at }) => direction === 'received' && at >= 0)).toBe(true);
  await expect(read()).rejects.toMatchObject({ failureCode: 'connection_closed' });
});

test('a character that two packets share is one character; what is not UTF-8 is read as Latin-1', async () => {
  const { read } = await readerOf(send('é€\r\n', { fragment: 1 }), send(Buffer.from([0xe9, 0x0a])));
  expect(await read()).toBe('é€');
  expect(await read()).toBe('é');
});

test('the longest line, and one byte more', async () => {
  const { read } = await readerOf(
    send(`${'x'.repeat(MAX_LINE_BYTES - 1)}\r\n`),
    send('y'.repeat(MAX_LINE_BYTES + 1)),
    hold,
  );
  expect(await read()).toHaveLength(MAX_LINE_BYTES - 1);
  await expect(read()).rejects.toMatchObject({ failureCode: 'reply_too_large' });
});

test('more than the total: the lines within it are still handed out', async () => {
  const { read } = await readerOf(send(`${'z'.repeat(998)}\r\n`.repeat(200)), hold);
  let lines = 0;
  const all = async (): Promise<never> => {
    for (;;) {
      await read();
      lines += 1;
    }
  };
  await expect(all()).rejects.toMatchObject({ failureCode: 'reply_too_large' });
  expect(lines).toBeGreaterThanOrEqual(65);
});

test('an unfinished line at the end is evidence', async () => {
  const { read, transcript } = await readerOf(send('half a line'));
  await expect(read()).rejects.toMatchObject({
    failureCode: 'connection_closed',
    detail: 'EOF after: half a line',
  });
  expect(transcript.lines).toMatchObject([{ text: 'half a line' }]);
});

test('signals: fired before, fired while waiting', async () => {
  const { read } = await readerOf(pause(50), hold);
  await expect(read(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  await expect(read(AbortSignal.timeout(30))).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('detach gives back what nobody read', async () => {
  const { reader, read } = await readerOf(send('220 go\r\nevil\r\n'), hold);
  expect(await read()).toBe('220 go');
  expect(reader.detach().unread.toString()).toBe('evil\r\n');
  expect(socket.listenerCount('readable')).toBe(0);
});

test('the transcript hides arguments that are secrets and is bounded', async () => {
  const transcript = new Transcript(systemClock, ['ftp', 'hunter22']);
  for (const line of [
    'USER bob',
    'PASS a b',
    'AUTH PLAIN AGJvYg==',
    'a1 LOGIN bob pw',
    'a2 authenticate PLAIN xx',
    'AUTH TLS',
    'EHLO x',
  ]) {
    transcript.sent(line);
  }
  transcript.received('230 ftp, hunter22! this ftpd');
  expect(transcript.lines.map(({ text }) => text)).toEqual([
    'USER ***',
    'PASS ***',
    'AUTH PLAIN ***',
    'a1 LOGIN ***',
    'a2 authenticate PLAIN ***',
    'AUTH TLS',
    'EHLO x',
    '230 ***, ***! this ftpd',
  ]);
  for (let count = 0; count < 400; count += 1) transcript.received('\u202e'.repeat(2_000));
  expect(transcript.lines).toHaveLength(301);
  expect(Math.max(...transcript.lines.map(({ text }) => text.length))).toBeLessThanOrEqual(2_100);
  await readerOf(hold);
});

test('text from the wire made visible and cut', () => {
  expect(visibleText('a\u0000\u007f\u0085\u200bé😀')).toBe('a␀␡<U+0085><U+200B>é😀');
  expect(clipText('ab😀cd', 4)).toBe('ab…');
  expect(clipText('abcd', 4)).toBe('abcd');
});
