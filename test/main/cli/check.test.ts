import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../main/services/engine.ts';
import { readBundle } from '../../../diagnostics/report/bundle/read-bundle.ts';
import { sampleObservations, sampleProblem, sampleReport } from '../../diagnostics/report/sample-report.ts';
import {
  cli,
  engineWith,
  folder,
  idleEngine,
  isThere,
  pathOf,
  waitingEngine,
  writeFile,
} from './test-cli.ts';

const faulty = engineWith(sampleReport());

describe('faultline check', () => {
  it.each([
    [sampleReport({ status: 'healthy', problems: [] }), 0],
    [sampleReport(), 1],
    [sampleReport({ status: 'could_not_diagnose' }), 3],
    [sampleReport({ status: 'incomplete', problems: [] }), 3],
    [sampleReport({ ending: 'cancelled' }), 130],
    [sampleReport({ ending: 'deadline_exceeded', status: 'problems_found' }), 1],
  ])('%# ends with the exit code of the contract', async (report, code) => {
    expect((await cli(['check', 'example.test'], { engine: engineWith(report) })).code).toBe(code);
  });

  it('puts the report on stdout and the progress on stderr', async () => {
    const { stdout, stderr } = await cli(['check', 'https://example.test/shop'], { engine: faulty });
    expect(stdout).toContain('✖ The certificate of www.example.test expired on 1 November.');
    expect(stderr).toMatch(/^Diagnosing example\.test/u);
    expect((await cli(['check', 'example.test', '--quiet'], { engine: faulty })).stderr).toBe('');
  });

  it('colours on a terminal only, and never against NO_COLOR, TERM=dumb or --no-color', async () => {
    const coloured = async (args: readonly string[], env: Record<string, string> = {}, isTerminal = true) =>
      (
        await cli(['check', 'example.test', '--quiet', ...args], { engine: faulty, env, isTerminal })
      ).stdout.includes('\u001b[');
    expect(await coloured([])).toBe(true);
    expect([
      await coloured([], {}, false),
      await coloured(['--no-color']),
      await coloured([], { NO_COLOR: '1' }),
      await coloured([], { TERM: 'dumb' }),
    ]).toEqual([false, false, false, false]);
  });

  it('prints the report itself as JSON', async () => {
    const { stdout } = await cli(['check', 'example.test', '--format', 'json'], { engine: faulty });
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      status: 'problems_found',
      problems: [{ rootCause: 'tls.certificate.expired' }],
    });
  });

  it('prints every event as one line of NDJSON, without secrets', async () => {
    const [first, ...rest] = sampleObservations;
    const leaky = { ...first, id: 'ftp://a:Zq9!hunter@x.test' } as (typeof sampleObservations)[number];
    const { stdout } = await cli(['check', 'example.test', '--format', 'ndjson'], {
      engine: engineWith(sampleReport({ observations: [leaky, ...rest] })),
    });
    const types = stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { type: string }).type);
    expect(types).toEqual([
      'run_started',
      'observation_made',
      'observation_made',
      'observation_made',
      'run_finished',
    ]);
    expect(stdout).not.toContain('hunter');
  });

  it('hands what was typed to the engine', async () => {
    let request: unknown;
    const engine: typeof faulty = {
      run: (options) => ((request = options.request), (faulty.run ?? idleEngine.run)(options)),
    };
    const args = [
      'check',
      'ssh://web1@Example.TEST.',
      '--service',
      'web',
      '--service',
      'mail,ftp',
      '--host',
      'mail.example.test',
      '--resolver',
      '192.0.2.53',
      '--fact',
      'works_elsewhere=yes',
      '--fact',
      'ticket.error_seen=a=b',
      '--symptom',
      'site_down',
      '--user',
      'anna',
      '--provider',
      'kenotronix',
      '--product',
      'vps',
    ];
    await cli(args, { engine });
    expect(request).toMatchObject({
      target: { domain: 'example.test', user: 'anna' },
      services: ['web', 'mail', 'ftp'],
      hosts: ['mail.example.test'],
      resolvers: ['192.0.2.53'],
      facts: { works_elsewhere: 'yes', 'ticket.error_seen': 'a=b' },
      symptom: 'site_down',
      provider: 'kenotronix',
      product: 'vps',
      tier: null,
    });
  });
});

describe('a view from elsewhere', () => {
  const wanted = async (...args: readonly string[]) => {
    let request: unknown;
    const engine = {
      run: (options: Parameters<Engine['run']>[0]) => {
        request = options.request;
        return faulty.run!(options);
      },
    };
    const { stderr, code } = await cli(['check', 'example.test', '--quiet', ...args], { engine });
    return { stderr, code, request };
  };

  it('is off, and nothing is said of it, unless it is asked for by name', async () => {
    const { stderr, request } = await wanted();
    expect([stderr, (request as { outsideView?: boolean }).outsideView]).toEqual(['', undefined]);
  });

  it.each([
    ['en', /addresses and ports of example\.test .* are sent to api\.globalping\.io.* public/u],
    ['fr', /adresses et ports de example\.test .* sont envoyés à api\.globalping\.io.* publiques/u],
    ['nl', /adressen en poorten van example\.test .* naar api\.globalping\.io.* openbaar/u],
  ])('says first what it discloses, also when quiet (%s)', async (language, expected) => {
    const { stderr, request } = await wanted('--outside-view', '--lang', language);
    expect(stderr).toMatch(expected);
    expect(request).toMatchObject({ outsideView: true });
  });

  it('is refused where nobody is there to be asked', async () => {
    const network = writeFile('no-view.json', JSON.stringify({ schemaVersion: 1, outsideViews: [] }));
    const { stderr, code } = await wanted('--outside-view', '--network', network);
    expect([code, stderr]).toEqual([2, expect.stringContaining('no measurement network')]);
  });
});

describe('saving', () => {
  it('saves a bundle that opens again, and one ticket per problem', async () => {
    const [file, tickets] = [pathOf('x.faultline'), pathOf('tickets')];
    const report = sampleReport({
      problems: [sampleProblem(), sampleProblem({ rootCause: 'service.stopped' })],
    });
    const { stderr } = await cli(['check', 'example.test', '--save', file, '--ticket', tickets], {
      engine: engineWith(report),
    });
    expect(await readBundle(readFileSync(file))).toMatchObject({
      ok: true,
      report: { problems: report.problems },
    });
    expect(readdirSync(tickets)).toEqual([
      'example.test-1-tls-certificate-expired.txt',
      'example.test-2-service-stopped.txt',
    ]);
    expect(stderr).toContain(`Report: ${file}`);
    expect(readdirSync(folder).filter((name) => name.includes('.tmp'))).toEqual([]);
  });

  it('replaces an earlier report, never another file', async () => {
    const file = pathOf('x2.faultline');
    await cli(['check', 'example.test', '--save', file], { engine: faulty });
    expect((await cli(['check', 'example.test', '--save', file], { engine: faulty })).code).toBe(1);
    const precious = writeFile('thesis.txt', 'years of work');
    const refused = await cli(['check', 'example.test', '--save', precious]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('was left alone');
    expect(readFileSync(precious, 'utf8')).toBe('years of work');
  });

  it('writes tickets beside what is there', async () => {
    const tickets = pathOf('tickets2');
    for (let run = 0; run < 2; run += 1)
      await cli(['check', 'example.test', '--ticket', tickets], { engine: faulty });
    expect(readdirSync(tickets)).toEqual([
      'example.test-1-tls-certificate-expired-2.txt',
      'example.test-1-tls-certificate-expired.txt',
    ]);
  });
});

describe('Ctrl-C', () => {
  it('ends the run, keeps what was found and saves it', async () => {
    let press = (): void => undefined;
    const file = pathOf('cancelled.faultline');
    const { code, stdout, stderr } = await cli(['check', 'example.test', '--save', file], {
      engine: waitingEngine(() => press()),
      onInterrupt: (handler) => {
        press = handler;
      },
    });
    expect(code).toBe(130);
    expect(stdout).toContain('Cancelled before the end');
    expect(stderr).toContain('Stopping…');
    expect(isThere(file)).toBe(true);
  });
});

describe('a bug of ours', () => {
  it('is one sentence and exit code 3; the trace only for those who ask', async () => {
    const plain = await cli(['check', 'example.test']);
    expect(plain.code).toBe(3);
    expect(plain.stderr).toContain(
      'Something went wrong inside Faultline itself: this test must not touch the network',
    );
    expect(plain.stderr).not.toContain('test-cli.ts:');
    expect((await cli(['check', 'example.test'], { env: { FAULTLINE_DEBUG: '1' } })).stderr).toContain(
      'test-cli.ts:',
    );
  });
});
