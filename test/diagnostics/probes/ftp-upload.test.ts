import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { ftpData } from '../../../diagnostics/model/observations/dialogues.ts';
import type { FtpDraft } from '../../../diagnostics/probes/ftp-data.ts';
import { uploadTestFile } from '../../../diagnostics/probes/ftp-upload.ts';
import { Session } from '../../../diagnostics/probes/session.ts';
import { loopbackContext } from '../../support/probe-harness.ts';
import {
  answer,
  expectLine,
  hold,
  scriptedServer,
  send,
  type ScriptedServer,
  type ScriptStep,
} from '../../support/scripted-server.ts';

let server: ScriptedServer | undefined;
const closing: (() => void)[] = [];
afterEach(async () => {
  await server?.close();
  server = undefined;
  for (const close of closing.splice(0)) close();
});

/** A data port that keeps what it is sent. */
async function dataPort() {
  const seen = { port: 0, text: '' };
  const listener = createServer((socket) => {
    socket.on('error', () => {}).on('data', (chunk: Buffer) => (seen.text += chunk.toString('latin1')));
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  seen.port = (listener.address() as AddressInfo).port;
  closing.push(() => listener.close());
  return seen;
}

const type = answer(/^TYPE I$/, '200 ok\r\n');
const epsv = (port: number): ScriptStep => answer(/^EPSV$/, `229 (|||${port}|)\r\n`);
const stor = (reply: string): ScriptStep => answer(/^STOR /, reply);
const dele = (reply: string): ScriptStep => answer(/^DELE /, reply);
const size = (reply: string): ScriptStep => answer(/^SIZE /, reply);

async function upload(
  steps: readonly ScriptStep[],
  { folder = '.', signal = AbortSignal.timeout(9_000) }: { folder?: string; signal?: AbortSignal } = {},
) {
  server = await scriptedServer([type, ...steps, hold]);
  const context = loopbackContext({ signal });
  const draft: FtpDraft = { upgrade: 'not_tried', login: 'accepted', passive: [], transcript: [] };
  const endpoint = { address: '127.0.0.1', family: 4 as const, port: server.port };
  const session = new Session<FtpDraft>({ endpoint, serverName: null, context, secrets: ['web4711'] }, draft);
  await session.dial();
  const done = await uploadTestFile(
    {
      session,
      context,
      address: '127.0.0.1',
      dataConnectMs: 1_000,
      uploadTo: folder,
    },
    { data: 1_000, reply: 1_500, removal: 1_000 },
  );
  ftpData.shape.upload.parse(done);
  const commands = server.received.map((line) => line.replace(done.file, 'FILE'));
  await session.leave(null);
  return { done, commands, transcript: JSON.stringify(session.transcript.lines) };
}

const aName = expect.stringMatching(/^faultline-test-[0-9a-f]{12}\.txt$/) as string;

describe('a test file by consent', () => {
  it('is written, and removed again', async () => {
    const data = await dataPort();
    const { done, commands } = await upload([
      epsv(data.port),
      stor('150 go\r\n226 done\r\n'),
      dele('250 gone\r\n'),
    ]);
    expect(done).toEqual({ file: aName, reply: '226 done', removal: 'removed' });
    expect(data.text).toBe('Faultline test file. It may be deleted.\r\n');
    expect(commands).toEqual(['TYPE I', 'EPSV', 'STOR FILE', 'DELE FILE']);
  });

  it('goes into the folder that was named, and has a new name each time', async () => {
    const data = await dataPort();
    const steps = [epsv(data.port), stor('150 go\r\n226 done\r\n'), dele('250 gone\r\n')];
    const first = await upload(steps, { folder: '/home/web4711/public html/' });
    expect(first.commands.slice(2)).toEqual([
      'STOR /home/web4711/public html/FILE',
      'DELE /home/web4711/public html/FILE',
    ]);
    expect(first.transcript).not.toContain('web4711');
    await server?.close();
    expect((await upload(steps)).done.file).not.toBe(first.done.file);
  });

  it.each([
    ['550 Permission denied.', '550 Permission denied.'],
    ['553 Could not create file.', '553 Could not create file.'],
  ])('that is refused before it began needs no removal: %s', async (said, reply) => {
    const data = await dataPort();
    const { done, commands } = await upload([epsv(data.port), stor(`${said}\r\n`)]);
    expect(done).toEqual({
      file: aName,
      reply,
      failure: { code: 'rejected', operation: 'exchange', detail: said },
      removal: 'not_needed',
    });
    expect(commands.at(-1)).toBe('STOR FILE');
  });

  it('that stopped half way is removed too', async () => {
    const data = await dataPort();
    const { done } = await upload([
      epsv(data.port),
      stor('150 go\r\n452 Transfer aborted. No space left on device\r\n'),
      dele('250 gone\r\n'),
    ]);
    expect(done).toMatchObject({
      reply: '452 Transfer aborted. No space left on device',
      removal: 'removed',
    });
  });

  it.each([
    ['is not there', '550 no such file\r\n', 'not_needed'],
    ['is there', '213 41\r\n', 'failed'],
    ['may be there', '500 what?\r\n', 'failed'],
  ])('that cannot be deleted and %s', async (_story, told, removal) => {
    const data = await dataPort();
    const { done } = await upload([
      epsv(data.port),
      stor('150 go\r\n226 done\r\n'),
      dele('550 Delete operation failed.\r\n'),
      size(told),
    ]);
    expect(done).toEqual({
      file: aName,
      reply: '226 done',
      removal,
      ...(removal === 'failed' ? { removalReply: '550 Delete operation failed.' } : {}),
    });
  });

  it('is removed even when the run is cancelled in between', async () => {
    const data = await dataPort();
    const controller = new AbortController();
    const { done, commands } = await upload(
      [
        epsv(data.port),
        async (connection, script) => {
          await expectLine(/^STOR /)(connection, script);
          await send('150 go\r\n')(connection, script);
          controller.abort(new DOMException('cancelled', 'AbortError'));
          await send('426 aborted\r\n')(connection, script);
        },
        dele('250 gone\r\n'),
      ],
      { signal: controller.signal },
    );
    expect(commands.at(-1)).toBe('DELE FILE');
    expect(done).toMatchObject({ file: aName, removal: 'removed' });
  });

  it('whose server falls silent is told by name', async () => {
    const data = await dataPort();
    const { done } = await upload([epsv(data.port), stor('150 go\r\n')]);
    expect(done).toMatchObject({ file: aName, removal: 'failed', failure: { code: 'timed_out' } });
  });

  it('is not begun where the data connection does not stand', async () => {
    const closed = await scriptedServer([]);
    await closed.close();
    const { done, commands } = await upload([epsv(closed.port)]);
    expect(done).toEqual({
      file: aName,
      failure: {
        code: 'connection_refused',
        operation: 'data_connect',
        detail: expect.any(String) as string,
      },
      removal: 'not_needed',
    });
    expect(commands).toEqual(['TYPE I', 'EPSV']);
  });
});
