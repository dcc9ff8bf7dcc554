import { describe, expect, it } from 'vitest';
import { sieveProbe } from '../../../diagnostics/probes/sieve.ts';
import { identity, mailDialogue } from '../../support/mail-dialogue.ts';
import { answer, hold, send, startServerTls, type ScriptStep } from '../../support/scripted-server.ts';

const { probe } = mailDialogue(sieveProbe);

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
    const { data, failure } = await probe(
      [
        send(capabilities('"STARTTLS"', '"SASL" ""')),
        answer(/^STARTTLS$/, 'OK "go"\r\n'),
        startServerTls(identity),
        send(capabilities('"SASL" "PLAIN LOGIN"')),
        logout,
      ],
      'starttls',
    );
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
    expect((await probe(steps, 'starttls')).failure?.code).toBe(code);
  });

  it('is not begun once it was called off', async () => {
    expect((await probe([hold], 'starttls', { signal: AbortSignal.abort() })).failure?.code).toBe('aborted');
  });
});
