import type { Socket } from 'node:net';
import * as dnsPacket from 'dns-packet';
import { describe, expect, it } from 'vitest';
import { answer, ask } from '../../support/dns-server.ts';
import { closedPort, startTcpServer, startUdpServer, testContext } from '../../support/loopback.ts';

/** Answers in two pieces that split the length, to show that one read is not one message. */
function serveTcp(socket: Socket, make = (query: Buffer) => answer(query)): void {
  socket.once('data', (bytes: Buffer) => {
    const message = make(bytes.subarray(2));
    const framed = Buffer.concat([Buffer.from([message.length >> 8, message.length & 255]), message]);
    socket.write(framed.subarray(0, 1));
    setTimeout(() => socket.write(framed.subarray(1)), 5);
  });
}

const swapCase = (name: string) =>
  name.replace(/[a-z]/gi, (c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase()));

describe('askDns over UDP', () => {
  it('gives the answer', async () => {
    const port = await startUdpServer((query, reply) => reply(answer(query)));
    const { data, failure } = await ask(port);
    expect(failure).toBeUndefined();
    expect(data).toMatchObject({
      truncatedOverUdp: false,
      caseEchoed: true,
      response: {
        rcode: 'NOERROR',
        answers: [{ name: 'example.test', type: 'A', ttl: 30, value: '192.0.2.1' }],
      },
    });
    expect(Buffer.from(data.messageBase64 ?? '', 'base64')).toHaveLength(data.response?.size ?? 0);
  });

  it.each([
    [0, undefined],
    [3, undefined],
    [2, 'dns_servfail'],
    [5, 'dns_refused'],
    [1, 'dns_format_error'],
    [4, 'dns_not_implemented'],
    [9, 'dns_other_rcode'],
  ])('response code %i', async (rcode, code) => {
    const port = await startUdpServer((query, reply) => reply(answer(query, { rcode })));
    const { data, failure } = await ask(port);
    expect([failure?.code, data.response === undefined]).toEqual([code, false]);
  });

  it('drops wrong ids, questions and letter case, and waits on', async () => {
    const port = await startUdpServer((query, reply) => {
      reply(answer(query, { rcode: 5, id: (id) => id ^ 1 }));
      reply(answer(query, { rcode: 5, name: () => 'evil.test' }));
      reply(answer(query, { rcode: 5, name: swapCase }));
      reply(Buffer.from('garbage'));
      setTimeout(() => reply(answer(query)), 40);
    });
    expect(await ask(port)).toMatchObject({ data: { caseEchoed: true, response: { rcode: 'NOERROR' } } });
  });

  it('says mismatched when only foreign answers came', async () => {
    const port = await startUdpServer((query, reply) => reply(answer(query, { id: (id) => id ^ 1 })));
    const { failure } = await ask(port, {}, testContext({ signal: AbortSignal.timeout(100) }));
    expect(failure).toEqual({ code: 'dns_mismatched', operation: 'exchange', detail: '1 foreign answers' });
  });

  it('asks a server that refuses EDNS again without, but not for signatures (RFC 6891 section 6.2.2)', async () => {
    const hasOpt = (query: Buffer) => query.readUInt16BE(10) > 0;
    const port = await startUdpServer((query, reply) =>
      reply(answer(query, hasOpt(query) ? { rcode: 1 } : {})),
    );
    const [plain, signed] = await Promise.all([ask(port), ask(port, { dnssecOk: true })]);
    expect({
      plain: [plain.data.response?.rcode, plain.data.ednsRefused, plain.failure],
      signed: [signed.data.response?.rcode, signed.data.ednsRefused, signed.failure?.code],
    }).toEqual({
      plain: ['NOERROR', true, undefined],
      signed: ['FORMERR', undefined, 'dns_format_error'],
    });
  });

  it('asks a server that changes letter case again by TCP', async () => {
    const port = await startTcpServer((socket) =>
      serveTcp(socket, (query) => answer(query, { name: swapCase })),
    );
    await startUdpServer((query, reply) => reply(answer(query, { name: swapCase })), port);
    expect(await ask(port)).toMatchObject({
      data: { caseEchoed: false, truncatedOverUdp: false, response: { rcode: 'NOERROR' } },
    });
  });

  it('says mismatched when that server has no TCP', async () => {
    const port = await startUdpServer((query, reply) => reply(answer(query, { name: swapCase })));
    expect(await ask(port)).toMatchObject({
      data: { caseEchoed: false },
      failure: { code: 'dns_mismatched' },
    });
  });

  it('takes TCP after truncation', async () => {
    const port = await startTcpServer((socket) => serveTcp(socket));
    await startUdpServer((query, reply) => reply(answer(query, { truncated: true })), port);
    expect(await ask(port)).toMatchObject({
      data: { truncatedOverUdp: true, response: { answers: [{ value: '192.0.2.1' }] } },
    });
  });

  it('keeps the truncation when TCP is refused', async () => {
    const port = await startUdpServer((query, reply) => reply(answer(query, { truncated: true })));
    expect(await ask(port)).toMatchObject({
      data: { truncatedOverUdp: true },
      failure: { code: 'connection_refused', operation: 'connect' },
    });
  });

  it('tells malformed bytes, and keeps them', async () => {
    const port = await startUdpServer((query, reply) => reply(answer(query).subarray(0, -3)));
    const { data, failure } = await ask(port);
    expect([failure?.code, data.response, (data.messageBase64 ?? '').length > 0]).toEqual([
      'dns_malformed',
      undefined,
      true,
    ]);
  });

  it('times out on silence', async () => {
    const port = await startUdpServer(() => undefined);
    const { failure } = await ask(port, {}, testContext({ signal: AbortSignal.timeout(50) }));
    expect(failure).toEqual({ code: 'timed_out', operation: 'exchange', detail: 'deadline' });
  });

  it('hears that the port is closed', async () => {
    expect(await ask(await closedPort())).toMatchObject({ failure: { code: 'connection_refused' } });
  });

  it('is aborted before the start', async () => {
    const { data, failure } = await ask(9, {}, testContext({ signal: AbortSignal.abort() }));
    expect([data, failure?.code]).toEqual([{}, 'aborted']);
  });

  it('is aborted in the middle', async () => {
    const controller = new AbortController();
    const port = await startUdpServer(() => controller.abort());
    expect((await ask(port, {}, testContext({ signal: controller.signal }))).failure?.code).toBe('aborted');
  });
});

describe('askDns over TCP', () => {
  it('puts a message together', async () => {
    const port = await startTcpServer((socket) => serveTcp(socket));
    expect(await ask(port, { transport: 'tcp' })).toMatchObject({
      data: { caseEchoed: true, response: { rcode: 'NOERROR' } },
    });
  });

  it('tells an early end, another question and silence apart', async () => {
    const closing = await startTcpServer((socket) => socket.end(Buffer.from([0])));
    const lying = await startTcpServer((socket) =>
      serveTcp(socket, (query) => answer(query, { name: () => 'b.test' })),
    );
    const silent = await startTcpServer(() => undefined);
    const late = testContext({ signal: AbortSignal.timeout(60) });
    const results = [
      await ask(closing, { transport: 'tcp' }),
      await ask(lying, { transport: 'tcp' }),
      await ask(silent, { transport: 'tcp' }, late),
    ];
    expect(results.map(({ failure }) => failure?.code)).toEqual([
      'connection_closed',
      'dns_mismatched',
      'timed_out',
    ]);
  });
});

describe('askDns for a whole zone', () => {
  it('keeps of a zone transfer that there was one, and nothing of what the zone holds', async () => {
    const records = [
      {
        name: 'example.test',
        type: 'SOA',
        data: { mname: 'ns1.example.test', rname: 'h.example.test', serial: 1 },
      },
      { name: 'secret.example.test', type: 'A', data: '192.0.2.77' },
    ] as dnsPacket.Answer[];
    const port = await startTcpServer((socket) =>
      serveTcp(socket, (query) => {
        const { id = 0, questions = [] } = dnsPacket.decode(query);
        return dnsPacket.encode({ type: 'response', id, questions, answers: records });
      }),
    );
    const { data, failure } = await ask(port, { type: 'AXFR', recursion: false, transport: 'tcp' });
    expect([failure, data.response?.answers.map(({ type }) => type)]).toEqual([undefined, ['SOA']]);
    expect(JSON.stringify(data)).not.toContain('secret');
    expect(data.messageBase64).toBeUndefined();
  });
});
