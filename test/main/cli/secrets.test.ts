/** What a person types or hands in may hold a password: it reaches neither the screen nor a file, also when it is refused. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBounce, understandMailSetting, understandTarget } from '../../../diagnostics/index.ts';
import { unzip } from '../../../diagnostics/report/bundle/unzip.ts';
import { createRedactor } from '../../../diagnostics/report/redact/redactor.ts';
import { aTarget } from '../../support/factories.ts';
import { leaksIn, secretSeeds } from '../../support/secret-seeds.ts';
import type { SecretSeed } from '../../support/secrets/seed.ts';
import { sampleProblem, sampleReport } from '../../diagnostics/report/sample-report.ts';
import { translatorOf } from '../../diagnostics/report/translators.ts';
import { cli, engineWith, folder, pathOf, writeFile } from './test-cli.ts';

const t = translatorOf('en');
const swept = (value: unknown): string =>
  JSON.stringify(createRedactor({ localUser: null }).redact(value, ''));
/** What is understood goes into the report, what is refused onto the screen: both are swept on their way. */
const outcome = (read: { readonly ok: boolean; readonly error?: Parameters<typeof t>[0] }): string =>
  read.ok ? swept(read) : swept(t(read.error ?? { key: '', values: {} }));
const leaks = (made: (seed: SecretSeed) => string): readonly string[] =>
  secretSeeds.filter((seed) => leaksIn(made(seed), [seed]).length > 0).map(({ name }) => name);

describe('typed as the target', () => {
  it.each([
    ['alone', '¤'],
    ['as a query', 'https://example.test/?q=1&¤'],
    ['as a fragment', 'https://example.test/#¤'],
    ['behind the domain', 'example.test ¤'],
    ['in front of it', '¤ example.test'],
    ['as a user', 'ftp://anna:¤@example.test'],
  ])('%s', (_name, pattern) => {
    expect(leaks(({ text }) => outcome(understandTarget(pattern.replace('¤', () => text))))).toEqual([]);
  });

  it('as the password of an address, whatever signs it has', () => {
    const made = ({ marks: [mark = ''] }: SecretSeed) =>
      ['ftp', 'imaps', 'https', 'ssh'].map((scheme) =>
        outcome(understandTarget(`${scheme}://anna:${mark}@example.test/`)),
      );
    expect(leaks((seed) => made(seed).join('\n'))).toEqual([]);
  });
});

describe('typed as a mail setting', () => {
  it('is refused without being shown', () => {
    const made = ({ text, marks: [mark = ''] }: SecretSeed) =>
      [
        text,
        `imap://anna:${mark}@mail.example.test:993/tls`,
        `smtp://${mark}:x@mail.example.test`,
        `imap://anna:${mark}/y@m.test`,
      ].map((typed) => outcome(understandMailSetting(typed)));
    expect(leaks((seed) => made(seed).join('\n'))).toEqual([]);
  });
});

describe('handed in', () => {
  it('in a bounce', () => {
    const made = ({ text }: SecretSeed): string => {
      const bounce = `From: MAILER-DAEMON@mx.example.test\r\nSubject: Undelivered\r\n\r\n<jan@example.test>: host mx.example.test said: 550 5.7.1 ${text}\r\n`;
      return swept(readBounce(bounce));
    };
    expect(leaks(made)).toEqual([]);
  });
});

describe('handed over as a login', () => {
  const names = ['FAULTLINE_FTP_PASSWORD', 'FAULTLINE_SSH_PASSWORD'] as const;
  const usable = secretSeeds.filter(({ marks: [mark = ''] }) => mark !== '' && !/[\r\n\0]/u.test(mark));

  it('is in nothing that the command line says, nor in the request', async () => {
    const picked = usable.filter((_seed, index) => index % 40 === 0);
    const said = await Promise.all(
      picked.map(async ({ marks: [mark = ''] }) => {
        const requests: unknown[] = [];
        const engine = engineWith(sampleReport());
        const env = Object.fromEntries(names.map((name) => [name, mark]));
        const args = ['check', 'example.test', '--ftp-login', 'a', '--ftp-upload', '.', '--ssh-login', 'b'];
        const { stdout, stderr } = await cli(args, {
          env,
          engine: {
            ...engine,
            run: (options) => {
              requests.push(options.request);
              expect([...(options.credentials?.values() ?? [])].map((login) => login.password)).toEqual([
                mark,
                mark,
              ]);
              return engine.run!(options);
            },
          },
        });
        return `${stdout}${stderr}${JSON.stringify(requests)}`;
      }),
    );
    expect(leaksIn(said.join('\n'), picked)).toEqual([]);
  });
});

/** A few of every family: the whole list has been through the same doors above. */
const some = secretSeeds.filter((_seed, index) => index % 40 === 0);

describe('on the command line', () => {
  it('is not quoted by any refusal', async () => {
    const refused = await Promise.all(
      some
        .slice(0, 4)
        .flatMap(({ text }) => [
          cli(['check', text]),
          cli(['check', 'example.test', '--fact', text]),
          cli(['check', 'example.test', '--provider', text]),
          cli(['check', 'example.test', '--mail-setting', text]),
          cli(['ticket', 'x.faultline', '--keep', text]),
          cli([text]),
        ]),
    );
    expect(refused.every(({ code }) => code !== 0)).toBe(true);
    expect(leaksIn(refused.map(({ stdout, stderr }) => `${stdout}${stderr}`).join('\n'), some)).toEqual([]);
  });

  it('is in no output of a run, on the screen or on disk', async () => {
    const facts = some.flatMap(({ text }) => [
      '--fact',
      `ticket.tried=${text.replaceAll('\n', ' ').slice(0, 400)}`,
    ]);
    const problem = sampleProblem({
      subject: some
        .map(({ text }) => text)
        .join(' ')
        .slice(0, 1200),
    });
    const raw = sampleReport({ problems: [problem] });
    const saved = pathOf('secret.faultline');
    const tickets = join(folder, 'secret-tickets');
    const runs = await Promise.all(
      (['text', 'json', 'ndjson'] as const).map((format) =>
        cli(['check', 'example.test', '--format', format, '--save', saved, '--ticket', tickets, ...facts], {
          engine: engineWith(raw),
        }),
      ),
    );
    const bundle = await unzip(readFileSync(saved));
    const files = [
      ...(bundle.ok ? [...bundle.files.values()].map(String) : []),
      ...readdirSync(tickets).map((name) => readFileSync(join(tickets, name), 'utf8')),
    ];
    expect(files.length).toBeGreaterThan(5);
    expect(
      leaksIn([...runs.map(({ stdout, stderr }) => stdout + stderr), ...files].join('\n'), some),
    ).toEqual([]);
  });
});

it('in another person’s report: judged, compared, laid beside and made a ticket of', async () => {
  const said = (id: string) =>
    writeFile(
      `${id}.json`,
      JSON.stringify(
        sampleReport({
          id,
          request: {
            ...sampleReport().request,
            target: aTarget(),
            facts: { 'ticket.tried': some[0]?.text ?? '' },
          },
          problems: some.map(({ text }) =>
            sampleProblem({
              subject: text.slice(0, 1000),
              evidence: [{ observation: 'x', pointer: '/y', excerpt: text.slice(0, 500) }],
            }),
          ),
          findings: some.map(({ text }) => ({
            check: 'expired-certificate',
            subject: text,
            outcome: 'failed',
            level: 'error',
            message: { key: text.slice(0, 200), values: {} },
            evidence: [],
          })),
        }),
      ),
    );
  const [mine, theirs] = [said('mine'), said('theirs')];
  const results = await Promise.all([
    cli(['judge', mine, '--format', 'json']),
    cli(['judge', mine]),
    cli(['judge', mine, '--with', theirs, '--format', 'json']),
    cli(['compare', mine, theirs]),
    cli(['compare', mine, theirs, '--format', 'json']),
    cli(['ticket', mine, '--preview']),
    ...(['text', 'md', 'html', 'json', 'whmcs', 'zammad', 'eml'] as const).map((format) =>
      cli(['ticket', mine, '--format', format]),
    ),
  ]);
  expect(results.map(({ code }) => code)).not.toContain(2);
  expect(leaksIn(results.map(({ stdout, stderr }) => stdout + stderr).join('\n'), some)).toEqual([]);
});
