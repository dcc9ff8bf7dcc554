import { describe, expect, it } from 'vitest';
import { createSystemNetwork } from '../../../diagnostics/net/system-network.ts';
import { closedPort, startTcpServer, startUdpServer } from '../../support/loopback.ts';

const network = createSystemNetwork();
const soon = () => AbortSignal.timeout(2000);
const payload = Buffer.from('question');

describe('dial', () => {
  it('connects with the address as told', async () => {
    const port = await startTcpServer((socket) => socket.end('hi'));
    const socket = await network.dial({ address: '127.0.0.1', port, signal: soon() });
    expect([socket.remoteAddress, socket.remotePort, socket.connecting]).toEqual(['127.0.0.1', port, false]);
    socket.destroy();
  });

  it('rejects with the error of the system', async () => {
    await expect(
      network.dial({ address: '127.0.0.1', port: await closedPort(), signal: soon() }),
    ).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('takes addresses only', async () => {
    await expect(network.dial({ address: 'localhost', port: 1, signal: soon() })).rejects.toThrow(TypeError);
  });

  it('leaves the socket alone when the signal fires after connecting', async () => {
    const controller = new AbortController();
    const port = await startTcpServer(() => undefined);
    const socket = await network.dial({ address: '127.0.0.1', port, signal: controller.signal });
    controller.abort();
    expect(socket.destroyed).toBe(false);
    socket.destroy();
  });
});

describe('exchangeDatagram', () => {
  it('waits for the datagram that answers', async () => {
    const port = await startUdpServer((_message, reply) => {
      reply(Buffer.from('no'));
      reply(Buffer.from('yes'));
    });
    const accepts = (message: Uint8Array) => Buffer.from(message).toString() === 'yes';
    const answer = await network.exchangeDatagram({
      address: '127.0.0.1',
      port,
      payload,
      accepts,
      signal: soon(),
    });
    expect(Buffer.from(answer).toString()).toBe('yes');
  });

  it('hears that nobody listens', async () => {
    const exchange = network.exchangeDatagram({
      address: '127.0.0.1',
      port: await closedPort(),
      payload,
      accepts: () => true,
      signal: soon(),
    });
    await expect(exchange).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('a signal that has fired', () => {
  const signal = AbortSignal.abort(new DOMException('stop', 'AbortError'));
  it.each([
    ['dial', () => network.dial({ address: '127.0.0.1', port: 9, signal })],
    [
      'exchangeDatagram',
      () => network.exchangeDatagram({ address: '127.0.0.1', port: 9, payload, accepts: () => true, signal }),
    ],
    ['lookup', () => network.lookup({ name: 'localhost', signal })],
  ])('%s rejects with its reason', async (_name, start) => {
    await expect(start()).rejects.toBe(signal.reason);
  });
});

it('lookup asks the system', async () => {
  const found = await network.lookup({ name: 'localhost', signal: soon() });
  expect(found.every(({ address, family }) => family === (address.includes(':') ? 6 : 4))).toBe(true);
});

it('systemRoots is read once', () => {
  expect(network.systemRoots()).toBe(network.systemRoots());
});
