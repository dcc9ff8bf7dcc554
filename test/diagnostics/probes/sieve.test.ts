import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sieveData } from '../../../diagnostics/model/observations/dialogues.ts';
import { sieveProbe } from '../../../diagnostics/probes/sieve.ts';
import { createLeaf, type Issued } from '../../support/certificates.ts';
import { loopbackContext, loopbackJob } from '../../support/probe-harness.ts';
import {
  answer,
  hold,
  scriptedServer,
  send,
  startServerTls,
  type ScriptStep,
  type ScriptedServer,
} from '../../support/scripted-server.ts';

let identity: Issued;
let server: ScriptedServer | undefined;
beforeAll(async () => {
  identity = await createLeaf({ names: ['server.test'] });
});
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function probe(steps: readonly ScriptStep[], signal?: AbortSignal) {
  server = await scriptedServer(steps);
  const job = loopbackJob({
    kind: 'sieve',
    port: server.port,
    input: { security: 'starttls', serverName: 'server.test' },
  });
  const result = await sieveProbe.run(job, loopbackContext(signal ? { signal } : {}));
  sieveData.parse(result.data);
  return result;
}

/** As RFC 5804 section 1.7 shows them. */
const capabilities = (...extra: readonly string[]): string =>
  [
    '"IMPLEMENTATION" "Example1 ManageSieved v001"',
    '"SIEVE" "fileinto vacation"',
    ...extra,
    'OK "ready"',
    '',
  ].join('\r\n');
const logout = answer(/^LOGOUT$/, 'OK "bye"\r\n');

describe('ManageSieve', () => {
  it('takes the encryption up and reads the capabilities that follow by themselves', async () => {
    const { data, failure } = await probe([
      send(capabilities('"STARTTLS"', '"SASL" ""')),
      answer(/^STARTTLS$/, 'OK "go"\r\n'),
      startServerTls(identity),
      send(capabilities('"SASL" "PLAIN LOGIN"')),
      logout,
    ]);
    expect(failure).toBeUndefined();
    expect(data).toMatchObject({
      upgrade: 'done',
      capabilities: [
        'IMPLEMENTATION Example1 ManageSieved v001',
        'SIEVE fileinto vacation',
        'STARTTLS',
        'SASL',
      ],
      authMechanismsAfterTls: ['PLAIN', 'LOGIN'],
    });
    expect(data.tls?.chain).toHaveLength(1);
  });

  it.each<readonly [string, readonly ScriptStep[], string]>([
    ['offers no encryption', [send(capabilities('"SASL" "PLAIN"')), logout], 'starttls_missing'],
    [
      'refuses the encryption that it offers',
      [send(capabilities('"STARTTLS"')), answer(/^STARTTLS$/, 'NO "later"\r\n'), logout],
      'starttls_refused',
    ],
    ['says goodbye at once', [send('BYE "too many connections"\r\n')], 'rejected'],
    ['is another service', [send('220 ftp.server.test ready\r\n')], 'protocol_violation'],
  ])('tells a server that %s', async (_, steps, code) => {
    expect((await probe(steps)).failure?.code).toBe(code);
  });

  it('is not begun once it was called off', async () => {
    expect((await probe([hold], AbortSignal.abort())).failure?.code).toBe('aborted');
  });
});
