import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import ssh2 from 'ssh2';
import { describe, expect, it, onTestFinished } from 'vitest';
import { takeLeave } from '../../../diagnostics/net/farewell.ts';
import { startTcpServer } from '../../support/loopback.ts';

const never = new AbortController().signal;

async function connected(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

/** A server that greets and notes what it hears until its visitor is gone. */
async function listener(greeting: string) {
  const heard = { text: '', ending: '' };
  const port = await startTcpServer((socket) => {
    socket.write(greeting);
    socket.on('data', (chunk: Buffer) => {
      heard.text += chunk.toString('latin1');
      if (/QUIT|LOGOUT/.test(heard.text)) socket.end('bye\r\n');
    });
    socket.on('end', () => (heard.ending = 'FIN')).on('error', () => (heard.ending = 'RST'));
  });
  return { port, heard };
}

describe('taking leave', () => {
  it.each([
    [21, false, 'QUIT\r\n'],
    [25, false, 'QUIT\r\n'],
    [110, false, 'QUIT\r\n'],
    [143, false, 'a LOGOUT\r\n'],
    [587, false, 'QUIT\r\n'],
    [993, true, 'a LOGOUT\r\n'],
    [465, true, 'QUIT\r\n'],
  ])('answers the greeting of port %i in its own words', async (port, isTls, words) => {
    const { port: at, heard } = await listener('220 hello\r\n');
    await takeLeave({ socket: await connected(at), port, isTls, signal: never });
    await expect.poll(() => heard).toEqual({ text: words, ending: 'FIN' });
  });

  it.each([
    [443, false],
    [993, false],
    [80, false],
    [undefined, false],
  ])('says nothing at port %s, which would not understand it', async (port, isTls) => {
    const { port: at, heard } = await listener('220 hello\r\n');
    await takeLeave({ socket: await connected(at), port, isTls, signal: never });
    await expect.poll(() => heard).toEqual({ text: '', ending: 'FIN' });
  });

  it('waits only a while for a server that says nothing, and not at all once it is cancelled', async () => {
    const { port: at, heard } = await listener('');
    const start = performance.now();
    await takeLeave({ socket: await connected(at), port: 25, isTls: false, signal: never });
    expect(performance.now() - start).toBeLessThan(5_000);
    await expect.poll(() => heard).toEqual({ text: '', ending: 'FIN' });
    const later = performance.now();
    await takeLeave({ socket: await connected(at), port: 25, isTls: false, signal: AbortSignal.abort() });
    expect(performance.now() - later).toBeLessThan(1_000); // the while is as long
  });

  it('disconnects from SSH with a message that a server understands', async () => {
    const { private: hostKey } = ssh2.utils.generateKeyPairSync('ed25519');
    const endings: string[] = [];
    const server = new ssh2.Server({ hostKeys: [hostKey] }, (client) => {
      client
        .on('error', (error: Error) => endings.push(error.message))
        .on('close', () => endings.push('closed'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    await takeLeave({ socket: await connected(port), port: 22, isTls: false, signal: never });
    await expect.poll(() => endings).toContain('closed');
    expect(endings.filter((each) => each !== 'closed')).toEqual([]);
  });
});
