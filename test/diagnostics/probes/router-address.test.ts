import { describe, expect, it } from 'vitest';
import type { JobOf } from '../../../diagnostics/model/job.ts';
import { routerAddressProbe } from '../../../diagnostics/probes/router-address.ts';
import { startUdpServer, testContext } from '../../support/loopback.ts';

const job = (port: number): JobOf<'router-address'> => ({
  key: 'router-address test',
  kind: 'router-address',
  endpoint: { address: '127.0.0.1', family: 4, port },
  input: {},
  deadlineMs: 1000,
  attempt: 1,
});
const answer = (result: number): Buffer => Buffer.from([0, 128, 0, result, 0, 0, 0, 9, 100, 64, 7, 2]);

describe('router-address', () => {
  it('asks with two bytes and takes the address from the answer', async () => {
    let asked: Buffer | undefined;
    const port = await startUdpServer((message, reply) => {
      asked = message;
      reply(Buffer.from([0, 128])); // cut short: waits for a whole one
      reply(answer(0));
    });
    expect(await routerAddressProbe.run(job(port), testContext())).toEqual({
      data: { externalAddress: '100.64.7.2' },
    });
    expect(asked).toEqual(Buffer.from([0, 0]));
  });

  it('takes a refusal for what it is', async () => {
    const port = await startUdpServer((_, reply) => reply(answer(2)));
    expect((await routerAddressProbe.run(job(port), testContext())).failure).toEqual({
      code: 'rejected',
      operation: 'exchange',
      detail: 'NAT-PMP result 2',
    });
  });

  it('signal already aborted', async () => {
    const context = testContext({ signal: AbortSignal.abort() });
    expect((await routerAddressProbe.run(job(9), context)).failure?.code).toBe('aborted');
  });
});
