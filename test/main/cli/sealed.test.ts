/** Reports that only a provider’s desk can open: `--seal`, `--identity`, and what goes wrong with either. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { isRecipient } from '../../../diagnostics/scope/age-recipient.ts';
import { sampleReport } from '../../diagnostics/report/sample-report.ts';
import { testEngine, type TestEngine } from '../engine-process/test-engine.ts';
import { cli, engineWith } from './test-cli.ts';

const identity = await generateX25519Identity();
const other = await generateX25519Identity();
const recipient = await identityToRecipient(identity);
const folder = mkdtempSync(join(tmpdir(), 'faultline-sealed-'));
const put = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

const minimal = JSON.parse(readFileSync('test/fixtures/packs/valid-minimal.json', 'utf8')) as Record<
  string,
  unknown
>;
const pack = put(
  'pack.json',
  JSON.stringify({ ...minimal, id: 'example-hosting', reportRecipient: recipient }),
);
const identityFile = put('desk.txt', `# created: 2026-11-22\n# public key: ${recipient}\n${identity}\n`);
const report = sampleReport({
  provider: { id: 'example-hosting', version: '2026-01-01', recognisedBy: null },
});
const save = join(folder, 'sealed.faultline');
const sealing = [
  'check',
  'example.test',
  '--provider',
  'example-hosting',
  '--pack',
  pack,
  '--save',
  save,
  '--seal',
];
const sealed = await cli(sealing, { engine: engineWith(report), env: { FAULTLINE_STATE: folder } });
const bytes = readFileSync(save);

describe('a sealed report', () => {
  it('is written for the provider’s desk, and nobody reads in it', () => {
    expect(sealed).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('for example-hosting alone') as string,
    });
    expect(bytes.toString('latin1')).toMatch(/^age-encryption\.org\/v1\n/u);
    expect(bytes.includes('report.json')).toBe(false);
  });

  it.each([['show'], ['judge'], ['ticket'], ['reply']])(
    'is opened by %s with the identity, which is told nowhere',
    async (command) => {
      const { code, stdout, stderr } = await cli([command, save, '--identity', identityFile, '--pack', pack]);
      expect(code).toBeLessThan(2);
      expect(stdout.length).toBeGreaterThan(100);
      expect(stdout + stderr).not.toMatch(/AGE-SECRET-KEY-1\w/u);
    },
  );

  it('is replaced by the next one that is saved under its name', async () => {
    expect(
      await cli(sealing, { engine: engineWith(report), env: { FAULTLINE_STATE: folder } }),
    ).toMatchObject({ code: 1 });
  });

  const changed = Buffer.from(bytes);
  changed[changed.length - 20] = changed[changed.length - 20]! ^ 1;
  it.each<[string, Uint8Array, string | null, string]>([
    ['without an identity', bytes, null, 'This report is sealed'],
    ['with somebody else’s identity', bytes, other, 'sealed for somebody else'],
    ['with a file that is no identity', bytes, 'hello', 'no identity file'],
    ['with a recipient in the place of the identity', bytes, recipient, 'no identity file'],
    ['with its end missing', bytes.subarray(0, bytes.length - 100), identity, 'is not whole'],
    ['with most of it missing', bytes.subarray(0, 60), identity, 'is not whole'],
    ['with a byte changed', changed, identity, 'is not whole'],
    [
      'with its head changed',
      Buffer.from(bytes.toString('latin1').replace(/^--- ..../mu, '--- AAAA'), 'latin1'),
      identity,
      'head of this sealed report',
    ],
    [
      'with an endless head',
      Buffer.concat([bytes.subarray(0, 22), Buffer.alloc(40_000, '-> X25519 a\n')]),
      identity,
      'head of this sealed report',
    ],
    ['that is none at all', Buffer.from('hello'), identity, 'is no zip archive'],
  ])('%s ends in its own sentence', async (_name, content, key, words) => {
    const file = put('given.faultline', content);
    const args = ['judge', file, ...(key === null ? [] : ['--identity', put('key.txt', key)])];
    const { code, stdout, stderr } = await cli(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr).not.toMatch(/AGE-SECRET-KEY-1\w/u);
  });

  it.each([
    [['check', 'example.test', '--seal'], '--save'],
    [
      ['check', 'example.test', '--provider', 'webcanyon', '--seal', '--save', join(folder, 'x.faultline')],
      'names no recipient',
    ],
    [['check', 'example.test', '--seal', '--save', join(folder, 'x.faultline')], 'names no recipient'],
  ])('is not begun where it cannot be made: %j', async (args, words) => {
    const { code, stderr } = await cli(args);
    expect(code).toBe(2);
    expect(stderr).toContain(words);
  });

  it('is shown in the pack', async () => {
    const desk = await testEngine();
    const { id } = await desk.call('providers:import-file', { path: pack, language: 'en' });
    const { rows } = await desk.call('providers:view', { id, language: 'fr' });
    expect(rows.find((row) => row.id === 'recipient')).toMatchObject({
      label: 'Rapports scellés',
      items: [recipient],
    });
  });
});

describe('a sealed report in the app', () => {
  it('is saved for the desk where the pack has a recipient, and opened with the identity alone', async () => {
    const customer = await testEngine(undefined, engineWith(report));
    await customer.call('providers:import-file', { path: pack, language: 'en' });
    await customer.call('run:start', {
      language: 'en',
      text: 'example.test',
      isDemo: false,
      provider: 'example-hosting',
    });
    const end = await customer.until('finished');
    const id = end.type === 'finished' ? end.reportId : '';
    expect((await customer.call('reports:view', { id, language: 'en' })).provider?.canSeal).toBe(true);
    const { name, content } = await customer.call('report:file', { id, language: 'en', sealed: true });
    expect(name).toMatch(/-sealed\.faultline$/u);
    const path = put('from-app.faultline', content as Uint8Array);
    const desk = await testEngine();
    expect(await desk.refusal('reports:open-file', { path, language: 'en' })).toBe(
      'report.sealed.needs_identity',
    );
    const opened = await desk.call('report:open', { path, language: 'en', identity: identityFile });
    expect((await desk.call('reports:view', { ...opened, language: 'en' })).displayName).toBe('example.test');
  });

  describe('once the desk has opened it', () => {
    const opened = async () => {
      const desk = await testEngine();
      const { id } = await desk.call('report:open', { path: save, language: 'en', identity: identityFile });
      return { desk, id };
    };
    const list = async (desk: TestEngine) =>
      (await desk.call('reports:list', { language: 'en', search: '' })).map(({ displayName, headline }) => [
        displayName,
        headline,
      ]);

    it('stays sealed on its disk, and the list says nothing of what it found', async () => {
      const { desk, id } = await opened();
      expect(readFileSync(join(desk.folder, 'reports', `${id}.faultline`)).equals(readFileSync(save))).toBe(
        true,
      );
      expect(await list(desk)).toEqual([
        ['example.test', 'Sealed for this desk: open it with your identity file to see what it says.'],
      ]);
      expect((await desk.call('reports:view', { id, language: 'en' })).displayName).toBe('example.test');
    });

    it('wants the identity again after the next start, and takes no other', async () => {
      const { desk, id } = await opened();
      const later = await testEngine(desk.folder);
      expect(await later.refusal('reports:view', { id, language: 'en' })).toBe(
        'report.sealed.needs_identity',
      );
      expect(
        await later.refusal('report:unlock', { id, language: 'en', identity: put('other.txt', other) }),
      ).toBe('report.sealed.wrong_identity');
      await later.call('report:unlock', { id, language: 'en', identity: identityFile });
      expect((await later.call('reports:view', { id, language: 'en' })).displayName).toBe('example.test');
    });
  });
});

describe('a mail to a provider whose pack names a recipient', () => {
  const attached = (mail: string): string =>
    Buffer.from(
      /filename="?[^\r\n]*\.faultline"?[\s\S]*?\r?\n\r?\n([A-Za-z0-9+/=\r\n]+)/u.exec(mail)?.[1] ?? '',
      'base64',
    ).toString('latin1');

  it('takes the report along sealed, and the preview says so', async () => {
    const args = ['ticket', save, '--identity', identityFile, '--pack', pack, '--format', 'eml'];
    const { stdout } = await cli(args);
    expect(attached(stdout)).toMatch(/^age-encryption\.org\/v1\n/u);
    expect((await cli([...args, '--preview'])).stdout).toContain('only the provider’s desk can open it');
  });

  it('takes it along as it is where the pack names none', async () => {
    const plain = put('plain.json', JSON.stringify({ ...minimal, id: 'example-hosting' }));
    const own = put('own.json', JSON.stringify(report));
    const { stdout } = await cli(['ticket', own, '--pack', plain, '--format', 'eml']);
    expect(attached(stdout)).toMatch(/^PK/u);
  });
});

it.each([
  [recipient, true],
  ['age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p', true],
  ['age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8q', false],
  [identity, false],
  ['age1', false],
])('a recipient: %s', (text, isOne) => {
  expect(isRecipient(text)).toBe(isOne);
});
