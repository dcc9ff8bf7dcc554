import { createHash } from 'node:crypto';
import { withoutSecrets } from '../../../../diagnostics/report/redact/redactor.ts';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../../diagnostics/report/redact/redactor.ts';
import { redactReport } from '../../../../diagnostics/report/redact/redact.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import { sampleObservations, sampleReport } from '../sample-report.ts';
import { processorMs } from '../../../support/processor-time.ts';

const secret = 'Zq9!hunter-2x';
const token = 'c2VjcmV0LXBhc3N3b3JkLTEyMw==';
const pem = `-----BEGIN PRIVATE KEY-----\n${token}\n-----END PRIVATE KEY-----`;

/** Where secrets stand in what people type, servers send and programs log. */
const seeded: readonly string[] = [
  `PASS ${secret}`,
  `> PASS ${secret}`,
  `a1 LOGIN anna ${secret}`,
  `a1 LOGIN "anna b" "${secret}"`,
  `AUTH PLAIN ${token}`,
  `a AUTHENTICATE PLAIN ${token}`,
  `ftp://anna:${secret}@ftp.example.test/x`,
  `smtp://anna%40x.test:${secret}@mail.example.test`,
  `https://example.test/reset?token=${secret}&lang=fr`,
  `https://example.test/?a=1&password=${secret}`,
  `?PHPSESSID=${secret}`,
  `Authorization: Basic ${token}`,
  `proxy-authorization: Bearer ${token}`,
  `{"authorization": "Bearer ${token}"}`,
  `Cookie: a=1; sid=${secret}`,
  `Set-Cookie: session=${secret}; HttpOnly`,
  `password=${secret}`,
  `Password: ${secret}`,
  `"password": "${secret}"`,
  `db_password => '${secret}'`,
  `ftpPassword=${secret}`,
  `define('DB_PASSWORD', '${secret}')`.replace("', '", "' => '"),
  `mot de passe : ${secret}`,
  `define('DB_PASSWORD', '${secret}');`,
  `<ftp_password>${secret}</ftp_password>`,
  `aws_secret_access_key = ${secret}`,
  `<input value="${secret}" name="csrf_token">`,
  `500 'PASS ${secret}': command not understood`,
  `* BAD unknown command: a1 LOGIN anna ${secret}`,
  `"AUTH PLAIN ${token}"`,
  `https://example.test/back?state=1&code=${secret}`,
  `https://files.example.test/a?sv=1&amp;sig=${secret}`,
  `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,AA\n\n${token}\n-----END RSA PRIVATE KEY-----`,
  `-----BEGIN PGP PRIVATE KEY BLOCK-----\n${token}\n-----END PGP PRIVATE KEY BLOCK-----`,
  `-----BEGIN PRIVATE KEY-----\n${token}\n-----END PRIV`,
  `MIIEvQIBADANBgkqhkiG9w0BAQEFAASCAgEA${token}`,
  `wachtwoord: ${secret}`,
  `my password is ${secret}`,
  `mon mot de passe est ${secret}`,
  `mijn wachtwoord is ${secret}`,
  `api_key=${secret}`,
  `apikey: ${secret}`,
  `X-Api-Key: ${secret}`,
  `client_secret=${secret}`,
  `access_token=${secret}`,
  `pin: ${secret}`,
  `<input type="password" name="p" value="${secret}">`,
  `<meta name="csrf-token" content="${secret}">`,
  pem,
  `key: ${pem}`,
];

describe('redaction', () => {
  it.each(seeded)('removes the secret of %j and notes it', (text) => {
    const redactor = createRedactor({ localUser: null });
    const clean = redactor.redact({ text }, '/observations/0');
    expect(clean.text).not.toContain(secret);
    expect(clean.text).not.toContain(token);
    expect(redactor.ledger()).toEqual([
      expect.objectContaining({
        place: '/observations/0/text',
        charactersRemoved: expect.any(Number) as number,
      }),
    ]);
    expect(createRedactor({ localUser: null }).redact(clean, '/observations/0')).toEqual(clean);
  });

  it.each([
    '250-AUTH PLAIN LOGIN CRAM-MD5 XOAUTH2',
    '250-AUTH=PLAIN LOGIN',
    '250-AUTH XOAUTH2 LOGIN PLAIN CRAM-MD5 DIGEST-MD5',
    'https://example.test/error?code=404',
    '* OK IMAP4rev1 AUTH=PLAIN SASL-IR',
    '331 Password required for x',
    '530 Login incorrect: password wrong',
    'v=spf1 include:_spf.example.test -all',
    'google-site-verification=abcdef',
    'chacha20-poly1305@openssh.com',
    'hostmaster@example.test',
    'SHA256:abcdef',
    'mail.example.test (192.0.2.1) port 587',
    '*.example.test',
    '220 ProFTPD Server ready. USER and PASS please',
    '530 Please login with USER and PASS.',
    '503 Login with USER first, then PASS',
    '530 Login authentication failed',
    '* OK [CAPABILITY IMAP4rev1 LOGIN-REFERRALS ID ENABLE IDLE LITERAL+ AUTH=PLAIN AUTH=LOGIN] Dovecot ready.',
    'a1 NO [AUTHENTICATIONFAILED] Authentication failed.',
    'The password was changed yesterday',
    'Your password must have 12 characters',
    'Basic support for PHP 8.4 is included',
    'basic authentication required',
    'token expired',
    'v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQ',
    'v=DMARC1; p=none; rua=mailto:dmarc@example.test,mailto:postmaster@example.test; pct=100',
    'v=spf1 ip4:192.0.2.0/24 a:mail.example.test exists:%{i}._spf.example.test ~all',
    'https://example.test/wp-login.php?redirect_to=https%3A%2F%2Fexample.test%2Fwp-admin%2F',
    'http 203.0.113.9:8080/path@2x.png',
    'https://example.test:8443/a@b',
    'ipv6 2001:db8:5432:1:2:3:4:5',
    'From: info@example.test',
    'Content-Security-Policy: script-src sha256-abc; report-uri https://example.test/csp',
    'Strict-Transport-Security: max-age=31536000; includeSubDomains',
    'ETag: "5f3c-5e1b2a3c4d5e6"',
    'Microsoft-HTTPAPI/2.0',
    'Keep-Alive: timeout=5, max=100',
    'bypass: enabled',
    'compass=north',
    'sk-learn.example.test',
    'ACCEPT key-exchange curve25519-sha256',
    'host key SHA256:uNiVztksCsDhcc0u9e8BgrJXVGLaJxxxxxxxxxxxxxx',
    'CN=Example Root CA, O=Example, C=BE',
    'ns1.example.test. hostmaster.example.test. 2026112201 7200 3600 1209600 3600',
    'Error establishing a database connection',
    'Access denied for user shop@localhost (using password: YES)',
  ])('leaves %j alone', (text) => {
    const redactor = createRedactor({ localUser: 'anna' });
    expect(redactor.redact(text, '')).toBe(text);
    expect(redactor.ledger()).toEqual([]);
  });

  it('removes whole values by the name of their field or header', () => {
    const value = {
      headers: [
        { name: 'Set-Cookie', value: 'x' },
        { name: 'Server', value: 'x' },
      ],
      password: 'y',
      facts: { 'ftp.pin': '1' },
    };
    expect(createRedactor({ localUser: null }).redact(value, '')).toEqual({
      headers: [
        { name: 'Set-Cookie', value: '[removed]' },
        { name: 'Server', value: 'x' },
      ],
      password: '[removed]',
      facts: { 'ftp.pin': '[removed]' },
    });
  });

  it('gives a mailbox the same pseudonym everywhere and keeps what the person gave for the ticket', () => {
    const value = {
      a: 'jan.peeters@example.test',
      b: ['eva@example.test', 'Jan.Peeters@Example.test'],
      facts: { sender: 'jan.peeters@example.test' },
    };
    expect(createRedactor({ localUser: null }).redact(value, '')).toEqual({
      a: 'mailbox-1@example.test',
      b: ['mailbox-2@example.test', 'mailbox-1@Example.test'],
      facts: { sender: 'jan.peeters@example.test' },
    });
  });

  it('removes the account name from paths, and elsewhere only in facts about this machine', () => {
    const value = [
      { kind: 'environment', data: { file: '/home/anna/hosts', proxy: 'anna proxy' } },
      { kind: 'dns', data: { name: 'anna.example.test', path: String.raw`C:\Users\Anna\x` } },
    ];
    expect(createRedactor({ localUser: 'anna' }).redact(value, '')).toEqual([
      { kind: 'environment', data: { file: '/home/<user>/hosts', proxy: '<user> proxy' } },
      { kind: 'dns', data: { name: 'anna.example.test', path: String.raw`C:\Users\<user>\x` } },
    ]);
  });

  it('sweeps a report in every place, with a ledger, and twice is once', () => {
    const [first, second, ...rest] = sampleObservations;
    const leaky = {
      ...second,
      data: { ...second?.data, transcript: [{ direction: 'sent', at: 1, text: `PASS ${secret}` }] },
    } as Observation;
    const report = sampleReport({ observations: [first as Observation, leaky, ...rest] });
    const clean = redactReport({
      ...report,
      request: { ...report.request, facts: { note: `password is ${secret}` } },
    });
    expect(JSON.stringify(clean)).not.toContain(secret);
    expect(clean.redactions.map(({ place }) => place)).toEqual([
      '/observations/1/data/transcript/0/text',
      '/request/facts/note',
    ]);
    expect(redactReport(clean)).toEqual(clean);
  });

  it('takes linear time on text made to hang it', () => {
    const redactor = createRedactor({ localUser: 'anna' });
    const parts = [
      'a',
      'a.',
      'a-',
      '@',
      'eyJ',
      '://',
      'password',
      ' ',
      '<input ',
      'AUTH ',
      '"',
      '-----BEGIN PRIVATE KEY-----',
      'x LOGIN "',
      'a1 LOGIN b ',
      '<input token ',
      '<input value="a"',
      '<meta name=csrf value',
      '?code=',
      "password', ",
      'A\n',
    ];
    const redactAll = () => parts.map((part) => redactor.redact(part.repeat(60_000 / part.length), ''));
    expect(processorMs(redactAll)).toBeLessThan(2000);
  });
});

it('removes a password that was given for the run, whatever field it stands in and however often', () => {
  const redactor = createRedactor({ localUser: null, secrets: ['s3cret/pa.ss', 'abc'] });
  const clean = redactor.redact(
    { reply: '530 s3cret/pa.ss is wrong', nested: ['x s3cret/pa.ss s3cret/pa.ss'], short: 'abc abcdef' },
    '',
  );
  expect(JSON.stringify(clean)).not.toContain('s3cret');
  expect(clean.short).toBe('[removed] abcdef');
  expect(redactor.ledger().map(({ redactor: id }) => id)).toContain('secret_field');
});

describe('what a zone publishes', () => {
  it('stays, however its keys and signatures look: without them nobody could judge the zone again', () => {
    const random = Array.from({ length: 400 }, (_, seed) =>
      createHash('sha512').update(`${seed}`).digest('base64'),
    );
    const answers = random.map((text) => ({
      response: {
        answers: [
          {
            name: 'example.test',
            type: 'DNSKEY',
            value: `257 3 13 ${text}`,
            fields: { flags: 257, key: text },
          },
          {
            name: 'example.test',
            type: 'RRSIG',
            value: `A 13 ${text}`,
            fields: { typeCovered: 'A', signature: text },
          },
        ],
      },
      messageBase64: 'AAAA',
    }));
    expect(withoutSecrets(answers)).toEqual(answers);
  });

  it('does not make a secret public that stands elsewhere', () => {
    expect(withoutSecrets({ signature: 'c2lnbmF0dXJl' })).toEqual({ signature: '[removed]' });
    expect(withoutSecrets({ type: 'TXT', value: 'password=hunter22' })).not.toMatchObject({
      value: 'password=hunter22',
    });
  });
});

describe('an excerpt', () => {
  // In one certificate of thirty the random digits of the serial number look like a secret once they stand alone.
  const serialNumber = 'CABB1768E02255514AA25EE9356F8C87';
  const [shown] = sampleObservations.map((each) => ({
    ...each,
    data: { ...each.data, tls: { chain: [{ serialNumber }] }, bodyStart: 'password=hunter22' },
  })) as unknown as readonly Observation[];
  const cited = (pointer: string, excerpt: string) => {
    const report = sampleReport({ observations: [shown!] });
    const [finding] = report.findings;
    const clean = redactReport({
      ...report,
      findings: [{ ...finding!, evidence: [{ observation: shown!.id, pointer, excerpt }] }],
    });
    return clean.findings[0]!.evidence[0]!.excerpt;
  };

  it.each([
    ['stands as it stands in the observation', '/data/tls/chain/0/serialNumber', serialNumber, serialNumber],
    ['holds nothing that was taken out there', '/data/bodyStart', 'password=hunter22', 'password=[removed]'],
    [
      'that says something else is swept by itself',
      '/data/tls/chain/0/serialNumber',
      `${serialNumber}0`.slice(1),
      '[removed]',
    ],
  ])('%s', (_story, pointer, excerpt, expected) => {
    expect(cited(pointer, excerpt)).toBe(expected);
  });
});
