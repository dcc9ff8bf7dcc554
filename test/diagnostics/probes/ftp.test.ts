import { expect, test } from 'vitest';
import { ftpProbe } from '../../../diagnostics/probes/ftp.ts';
import { closeServer, feat, greeting, probe, quit, wantsLogin } from '../../support/ftp-factories.ts';
import { loopbackContext, loopbackJob } from '../../support/probe-harness.ts';
import { answer, expectLine, hold, send } from '../../support/scripted-server.ts';

test('greetings: 120 first, 421, 530, garbage, too large', async () => {
  const late = await probe([send('120 soon\r\n220 ready\r\n'), feat, wantsLogin, quit]);
  expect(late.failure).toBeUndefined();
  expect(late.data.greeting).toBe('120 soon\n220 ready');
  for (const [text, code] of [
    ['421 too many\r\n', 'rejected'],
    ['530 banned\r\n', 'rejected'],
    ['HTTP/1.1 400 Bad\r\n', 'protocol_violation'],
    [`220-${'x\r\n'.repeat(300)}`, 'reply_too_large'],
    ['x'.repeat(4_000), 'reply_too_large'],
  ] as const) {
    await closeServer();
    expect(
      (await probe([send(text), hold], { context: { signal: AbortSignal.timeout(500) } })).failure,
    ).toMatchObject({ code, operation: 'greet' });
  }
});

test.each([
  ['greet', []],
  ['negotiate', [greeting, expectLine(/FEAT/)]],
  ['starttls', [greeting, feat, expectLine(/AUTH/)]],
] as const)('end of file in %s', async (operation, steps) => {
  expect((await probe(steps, { input: { security: 'starttls' } })).failure).toMatchObject({
    code: 'connection_closed',
    operation,
  });
});

test.each([
  ['greet', [hold]],
  ['negotiate', [greeting, hold]],
  ['authenticate', [greeting, feat, hold]],
  ['exchange', [greeting, feat, answer(/^USER/, '230 in\r\n'), hold]],
] as const)('a deadline in %s', async (operation, steps) => {
  const options = { input: { login: 'anonymous' }, context: { signal: AbortSignal.timeout(250) } } as const;
  expect((await probe(steps, options)).failure).toMatchObject({ code: 'timed_out', operation });
});

test('cancelled before it began', async () => {
  const input = { security: 'plain', serverName: null, login: 'none' } as const;
  const result = await ftpProbe.run(
    loopbackJob({ kind: 'ftp', port: 9, input }),
    loopbackContext({ signal: AbortSignal.abort() }),
  );
  expect(result.failure).toMatchObject({ code: 'aborted', operation: 'connect' });
});
