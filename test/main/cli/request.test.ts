/** A desk asks, the customer agrees, the report answers that request: `request` and `check --request`. */
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { askedByOf, bindingState, readBundle, type RunOptions } from '../../../diagnostics/index.ts';
import type { CheckRequest } from '../../../diagnostics/model/check-request.ts';
import { languages } from '../../../diagnostics/model/vocabulary.ts';
import { sampleReport } from '../../diagnostics/report/sample-report.ts';
import { cli, engineWith, writeFile, type CliOptions } from './test-cli.ts';

const fresh = (): string => mkdtempSync(join(tmpdir(), 'faultline-asked-'));
const now = Date.parse('2026-11-21T13:00:00.000Z');
const asking = [
  'request',
  'example.org',
  '--reference',
  'T-1042',
  '--provider',
  'webcanyon',
  '--service',
  'web,mail',
];

interface Made {
  readonly request: CheckRequest;
  readonly link: string;
  readonly text: string;
  readonly file: string;
  readonly digest: string;
}

async function made(...more: string[]): Promise<Made & { readonly state: string }> {
  const state = fresh();
  const file = join(state, 'asked.faultline-request');
  const { code, stdout } = await cli([...asking, '--output', file, '--format', 'json', ...more], {
    env: { FAULTLINE_STATE: state },
  });
  expect(code).toBe(0);
  return { ...(JSON.parse(stdout) as Made), state };
}

/** A customer’s computer; `asked` is what its engine was told to run. */
function customer(options: CliOptions = {}) {
  const asked: RunOptions[] = [];
  const state = fresh();
  const engine = {
    run: (given: RunOptions) => {
      asked.push(given);
      return engineWith(sampleReport(given.askedBy === undefined ? {} : { askedBy: given.askedBy })).run!(
        given,
      );
    },
  };
  const run = (args: readonly string[]) => cli(args, { engine, env: { FAULTLINE_STATE: state }, ...options });
  return { asked, state, run };
}

describe('faultline request', () => {
  it('prints the mail with the link, writes the file, and keeps the request for its owner alone', async () => {
    const { request, link, text, file, digest, state } = await made();
    expect(request).toMatchObject({
      reference: 'T-1042',
      from: 'Webcanyon',
      domain: 'example.org',
      services: ['web', 'mail'],
      symptom: 'everything',
      language: 'en',
      made: '2026-11-21T13:00:00.000Z',
      expires: '2026-11-28T13:00:00.000Z',
    });
    expect(text).toContain(link);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(request);
    const kept = join(state, 'requests', 'made');
    expect(readdirSync(kept)).toEqual([`${digest}.json`]);
    expect(process.platform === 'win32' ? 0o600 : statSync(join(kept, `${digest}.json`)).mode & 0o777).toBe(
      0o600,
    );
  });

  it.each([
    ['en', 'we ask you to run a check'],
    ['fr', 'nous vous demandons de lancer une vérification'],
    ['nl', 'vragen wij u een controle te doen'],
  ])('writes to the customer in %s', async (language, words) => {
    const { stdout, stderr } = await cli(
      [...asking, '--lang', language, '--output', join(fresh(), 'x.faultline-request')],
      { env: { FAULTLINE_STATE: fresh() } },
    );
    expect(stdout).toContain(words);
    expect(stdout).toContain(`lang=${language}`);
    expect(stderr).toContain('x.faultline-request');
  });

  it.each([
    [['request', 'example.org'], '--reference'],
    [['request', 'example.org', '--reference', 'T-1'], 'Say who asks'],
    [['request', '10.0.0.1', '--reference', 'T-1', '--from', 'Desk'], 'one public domain'],
    [['request', 'example.org', '--reference', 'T-1', '--provider', 'nobody'], 'nobody'],
    [['request', 'example.org', '--reference', 'x'.repeat(61), '--from', 'Desk'], '1 to 60'],
    [['request', 'example.org', '--reference', 'T-1', '--from', 'Desk', '--days', '90'], '--days'],
  ])('%j is refused', async (args, words) => {
    const { code, stdout, stderr } = await cli(args, { env: { FAULTLINE_STATE: fresh() } });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
  });
});

describe('faultline check --request', () => {
  it.each(['file', 'link'] as const)(
    'runs what the %s asks and saves a report that answers it',
    async (way) => {
      const asked = await made();
      const computer = customer();
      const save = join(computer.state, 'answer.faultline');
      const { code, stderr } = await computer.run([
        'check',
        '--request',
        asked[way],
        '--yes',
        '--save',
        save,
      ]);
      expect(code).toBe(1);
      expect(stderr).toContain('“Webcanyon”');
      expect(stderr).toContain('with the reference T-1042');
      expect(computer.asked.map(({ request }) => request)).toMatchObject(
        [
          {
            target: { domain: 'example.org' },
            services: [...asked.request.services],
            hosts: [],
            resolvers: [],
            facts: {},
            provider: 'webcanyon',
          },
        ].map((each) => (way === 'file' ? each : { ...each, services: ['mail', 'web'] })),
      );
      const opened = await readBundle(readFileSync(save));
      if (!opened.ok) throw new Error(opened.error.key);
      expect(opened.report.askedBy).toEqual(askedByOf(asked.request));
      expect(bindingState(opened.report, opened.manifest, asked.request)).toBe('bound');
      expect(JSON.stringify([opened.report, opened.manifest])).not.toContain(asked.request.nonce);
    },
  );

  it.each(languages)('runs nothing without consent (%s)', async (language) => {
    const { file } = await made();
    const computer = customer();
    const { code, stdout, stderr } = await computer.run([
      'check',
      '--request',
      file,
      '--quiet',
      '--lang',
      language,
    ]);
    expect({ code, stdout, runs: computer.asked }).toEqual({ code: 2, stdout: '', runs: [] });
    expect(stderr).toContain('T-1042');
    expect(stderr).toContain('--yes');
  });

  it.each([
    ['yes\n', 1, 1],
    ['Oui\n', 1, 1],
    ['no\n', 130, 0],
    ['\n', 130, 0],
  ])('asks at a terminal: %j ends with %d', async (input, code, runs) => {
    const { file } = await made();
    const computer = customer({ input, isTerminal: true });
    const save = join(computer.state, 'a.faultline');
    expect((await computer.run(['check', '--request', file, '--save', save])).code).toBe(code);
    expect(computer.asked.length).toBe(runs);
  });

  it.each([
    [['example.net'], 'leave out example.net'],
    [['--service', 'ssh'], 'leave out --service'],
    [['--symptom', 'site_down', '--host', 'a.example.net'], 'leave out --symptom, --host'],
    [['--provider', 'webcanyon'], 'leave out --provider'],
    [['--mail-setting', 'imap://a.example.net'], 'leave out --mail-setting'],
  ])('takes no other wish beside the request: %j', async (more, words) => {
    const { file } = await made();
    const computer = customer();
    const { code, stderr } = await computer.run(['check', '--request', file, '--yes', ...more]);
    expect([code, computer.asked.length]).toEqual([2, 0]);
    expect(stderr).toContain(words);
  });

  it.each([
    [
      'an expired one',
      { made: '2026-11-01T00:00:00.000Z', expires: '2026-11-08T00:00:00.000Z' },
      'valid until',
    ],
    [
      'one of tomorrow’s tomorrow',
      {
        made: new Date(now + 2 * 86_400_000).toISOString(),
        expires: new Date(now + 3 * 86_400_000).toISOString(),
      },
      'still to come',
    ],
    ['one with more hosts', { hosts: ['10.0.0.1'] }, 'no request may want (hosts)'],
    ['a newer one', { schemaVersion: 3 }, 'newer version'],
    ['one for the own network', { domain: 'nas.local' }, '(the domain)'],
  ])('refuses %s', async (_what, part, words) => {
    const { request } = await made();
    const computer = customer();
    const file = writeFile('odd.faultline-request', JSON.stringify({ ...request, ...part }));
    const { code, stdout, stderr } = await computer.run(['check', '--request', file, '--yes']);
    expect({ code, stdout, runs: computer.asked }).toEqual({ code: 2, stdout: '', runs: [] });
    expect(stderr).toContain(words);
  });

  it('still wants a domain without a request', async () => {
    expect(await cli(['check'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('domain') as string,
    });
  });
});
