import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readBundle } from '../../../diagnostics/report/bundle/read-bundle.ts';
import { writeBundle } from '../../../diagnostics/report/bundle/write-bundle.ts';
import { publishedSchema, publishedSchemas } from '../../../diagnostics/report/published-schemas.ts';
import { judge } from '../../../diagnostics/run/judge.ts';
import { packJsonSchema } from '../../../diagnostics/scope/pack-schema.ts';
import { sampleProblem, sampleReport } from '../../diagnostics/report/sample-report.ts';
import { comparisonSchema, type Comparison } from '../../../diagnostics/model/comparison.ts';
import type { Observation } from '../../../diagnostics/model/observation.ts';
import type { Engine } from '../../../main/services/engine.ts';
import { readMail } from '../../support/read-mail.ts';
import { at, closed, open, SERVER } from '../../support/attribution-factories.ts';
import { aTarget } from '../../support/factories.ts';
import { anchorsOf } from '../../support/network-factories.ts';
import { atHome, atHotspot } from '../../support/view-factories.ts';
import { cli, engineWith, folder, pathOf, writeFile } from './test-cli.ts';

const report = sampleReport({
  problems: [sampleProblem(), sampleProblem({ rootCause: 'service.stopped', rule: 'R18' })],
});
const bundle = await writeBundle(report, { summary: '', tickets: [] });
const file = writeFile('report.faultline', bundle);

describe('faultline judge', () => {
  it('reads a bundle or the JSON of a report and gives the same', async () => {
    const json = writeFile('report.json', JSON.stringify(report));
    const [fromBundle, fromJson] = [
      await cli(['judge', file, '--format', 'json']),
      await cli(['judge', json, '--format', 'json']),
    ];
    expect(fromBundle.code).toBe(1);
    expect(fromBundle.stdout).toBe(fromJson.stdout);
    expect((JSON.parse(fromBundle.stdout) as typeof report).problems).toEqual(report.problems);
  });

  it('lets the agent say more than the customer knew', async () => {
    const { stdout } = await cli([
      'judge',
      file,
      '--format',
      'json',
      '--provider',
      'kenotronix',
      '--product',
      'vps',
      '--fact',
      'works_elsewhere=no',
    ]);
    expect(JSON.parse(stdout)).toMatchObject({
      request: { provider: 'kenotronix', product: 'vps', facts: { works_elsewhere: 'no' } },
    });
  });

  it('refuses an answer that nothing asks for', async () => {
    const { code, stderr } = await cli(['judge', file, '--fact', 'works_elsewher=yes']);
    expect({ code, hint: stderr.includes('works_elsewhere') }).toEqual({ code: 2, hint: true });
  });

  it('judges with the answer, and keeps it as the person’s word', async () => {
    const args = ['judge', file, '--format', 'json', '--fact', 'works_elsewhere=yes'];
    const { stdout } = await cli(args, { engine: { judge } });
    expect((JSON.parse(stdout) as typeof report).observations[0]).toMatchObject({
      id: 'statement/works_elsewhere',
      kind: 'statement',
      startedAt: '2026-11-21T13:00:00.000Z',
      data: { value: 'yes' },
    });
  });

  it.each([
    ['text', 'hello', 'no zip archive'],
    ['a cut bundle', bundle.subarray(0, 900), 'not copied or sent completely'],
    ['half JSON', '{"schemaVersion": 1,', 'not valid'],
    ['a newer report', JSON.stringify({ ...report, schemaVersion: 9 }), 'newer Faultline'],
    ['nothing', '', 'no zip archive'],
  ])('refuses %s with exit code 2 and changes nothing on disk', async (_name, content, expected) => {
    const bad = writeFile('bad.faultline', content);
    const before = readdirSync(folder);
    const { code, stdout, stderr } = await cli(['judge', bad]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(expected);
    expect(readdirSync(folder)).toEqual(before);
  });
});

describe('a second report', () => {
  const target = { ...report.request, provider: null, target: aTarget() };
  const seat = (id: string, observations: readonly Observation[]) =>
    writeFile(`${id}.json`, JSON.stringify(sampleReport({ id, observations, request: target })));
  const web = at(SERVER, 443);
  const home = seat('home', [atHome, ...anchorsOf(4), ...closed(web)]);
  const phone = seat('phone', [...atHotspot, open(web)]);
  const foreign = writeFile(
    'foreign.json',
    JSON.stringify(
      sampleReport({ id: 'x', request: { ...target, target: aTarget({ domain: 'other.test' }) } }),
    ),
  );
  const engine = { judge };

  it('is laid beside one that is judged, and stored with it', async () => {
    const saved = pathOf('both.faultline');
    const { stdout } = await cli(['judge', home, '--with', phone, '--format', 'json', '--save', saved], {
      engine,
    });
    expect(JSON.parse(stdout)).toMatchObject({
      secondReports: [{ view: 'view-1', report: 'phone' }],
      views: [{ standing: 'counts' }],
    });
    const again = await cli(['judge', saved, '--format', 'json'], { engine });
    expect(JSON.parse(again.stdout)).toEqual(JSON.parse(stdout));
  });

  it.each([
    ['en', /second report, of .* counts as a second look/su, /open in the second/u],
    ['fr', /second rapport, du .* second regard/su, /ouvert dans le second/u],
    ['nl', /tweede rapport, van .* telt als tweede blik/su, /open in het tweede/u],
  ])('is named in the text, and compared in it (%s)', async (language, named, compared) => {
    const judged = await cli(['judge', home, '--with', phone, '--lang', language], { engine });
    expect(judged.stdout.replaceAll(/\s+/gu, ' ')).toMatch(named);
    const { stdout, stderr } = await cli(['compare', home, phone, '--lang', language], { engine });
    expect(stdout.replaceAll(/\s+/gu, ' ')).toMatch(compared);
    expect(stdout).not.toMatch(/compare\.|report\.view/u);
    expect(stderr).toBe('');
  });

  it('is told from the first by file, request and time, never by its id', async () => {
    const own = '0b6f3a52-5d0e-4a8e-9d53-0d1f9c2d7e11';
    const asked = { reference: 'T-1042', request: 'a'.repeat(64) };
    const save = (name: string, given: Parameters<typeof sampleReport>[0]) =>
      writeFile(name, JSON.stringify(sampleReport({ request: target, ...given })));
    const answer = save('answer.json', { id: own, askedBy: asked, observations: [atHome, open(web)] });
    const desk = save('desk.json', { id: own.replace('0', '1'), observations: [...atHotspot, open(web)] });
    const { stdout } = await cli(['compare', answer, desk], { engine });
    expect(stdout.replaceAll(/\s+/gu, ' ')).toMatch(
      / 1\. Report answer\.json \(request T-1042\), .*2026.* 2\. Report desk\.json, .*2026/u,
    );
    expect(stdout).not.toMatch(/0b6f3a52|1b6f3a52/u);
  });

  it('differs where it differs, as JSON', async () => {
    const { stdout } = await cli(['compare', home, phone, '--format', 'json'], { engine });
    const comparison = JSON.parse(stdout) as Comparison;
    expect(comparisonSchema.safeParse(comparison).error).toBeUndefined();
    expect(comparison).toMatchObject({
      target: 'example.test',
      first: { report: 'home' },
      second: { report: 'phone' },
      standing: 'counts',
      ports: [{ address: SERVER, port: 443, first: 'silent', second: 'open' }],
    });
    expect(comparison.merged.secondReports).toHaveLength(1);
  });

  it.each([
    [['compare', home, foreign], /about other\.test and not about example\.test/u],
    [['compare', home, home], /is the same one/u],
    [['compare', home], /<second>/u],
    [['compare', home, '/nonexistent.faultline'], /does not exist/u],
    [['judge', home, '--with', foreign], /same target/u],
    [
      ['judge', home, '--with', writeFile('hostile.json', '{"schemaVersion": 1, "observations": 7}')],
      /not valid/u,
    ],
    [['check', 'other.test', '--with', home], /about example\.test and not about other\.test/u],
  ])('%j ends in one sentence and exit code 2', async (args, expected) => {
    const { code, stdout, stderr } = await cli(args, { engine });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(expected);
  });

  it('goes into a new run', async () => {
    let options: Parameters<Engine['run']>[0] | undefined;
    const run: Engine['run'] = (given) => {
      options = given;
      return engineWith(sampleReport()).run!(given);
    };
    await cli(['check', 'example.test', '--with', phone, '--quiet'], { engine: { run } });
    expect(options?.secondReports).toMatchObject([{ report: 'phone' }]);
    expect(options?.given?.every((each) => each.view === 'view-1')).toBe(true);
  });
});

describe('faultline ticket', () => {
  it('writes the first problem and says that there are more', async () => {
    const { code, stdout, stderr } = await cli(['ticket', file]);
    expect(code).toBe(0);
    expect(stdout).toContain('(R45)');
    expect(stderr).toContain('first of 2 problems');
  });

  it('writes the chosen one in each format and language', async () => {
    expect(
      (await cli(['ticket', file, '--problem', '2', '--format', 'md', '--lang', 'nl'])).stdout,
    ).toContain('- **Prioriteit:**');
    const json = JSON.parse(
      (await cli(['ticket', file, '--problem', '2', '--format', 'json', '--lang', 'fr'])).stdout,
    ) as { language: string; problem: object };
    expect(json).toMatchObject({ language: 'fr', problem: { rule: 'R18' } });
  });

  it('writes a mail with the report attached, under the name of its file', async () => {
    const path = pathOf('ticket.eml');
    const { code, stdout } = await cli(['ticket', file, '--format', 'eml', '--output', path]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    const mail = readMail(readFileSync(path));
    expect([...mail.files.keys()]).toEqual(['report.faultline']);
    expect(await readBundle(mail.files.get('report.faultline') ?? new Uint8Array())).toMatchObject({
      ok: true,
    });
  });

  it('takes answers from the command line', async () => {
    expect((await cli(['ticket', file, '--fact', 'ticket.customer_number=4711'])).stdout).toContain(
      'Customer number: 4711',
    );
  });

  it('says what it cannot do', async () => {
    expect(await cli(['ticket', file, '--problem', '3'])).toMatchObject({ code: 2, stdout: '' });
    const healthy = writeFile(
      'healthy.json',
      JSON.stringify(sampleReport({ status: 'healthy', problems: [] })),
    );
    expect((await cli(['ticket', healthy])).stderr).toContain('names no problem');
  });
});

describe('faultline scope and provider', () => {
  it('answers from the policy alone, with the clause', async () => {
    const args = [
      'scope',
      '--provider',
      'kenotronix',
      '--product',
      'vps',
      '--topic',
      'tls.certificate.install',
      '--at',
      '2026-11-20T17:30:00+01:00',
    ];
    expect((await cli(args)).stdout).toMatch(/section\s.*policy\s+data\s+of\s+\d{4}-\d\d-\d\d,\s+rule\s/su);
    expect(JSON.parse((await cli([...args, '--format', 'json'])).stdout)).toMatchObject({
      provider: 'kenotronix',
      product: 'vps',
    });
  });

  it('lists and shows packs in text and JSON', async () => {
    expect((await cli(['provider', 'list'])).stdout).toContain('kenotronix');
    const shown = await cli(['provider', 'show', 'kenotronix', '--topics']);
    expect(shown.stdout).toContain('tls.certificate.install');
    expect(
      JSON.parse((await cli(['provider', 'show', 'kenotronix', '--format', 'json'])).stdout),
    ).toMatchObject({ id: 'kenotronix' });
  });
});

describe('published schemas', () => {
  const schemas = new Map<string, unknown>([
    ...publishedSchemas.map((name) => [name, publishedSchema(name)] as const),
    ['provider', packJsonSchema()],
  ]);

  // `npx vitest run -u` writes them again.
  it.each([...schemas.keys()])(
    '%s: the copy in resources/schemas is current, and the command prints it',
    async (name) => {
      const text = `${JSON.stringify(schemas.get(name), null, 2)}\n`;
      await expect(text).toMatchFileSnapshot(`../../../resources/schemas/${name}.schema.json`);
      expect((await cli(['schema', name])).stdout).toBe(text);
    },
  );

  it('describes the pack for editors', async () => {
    expect((await cli(['provider', 'schema'])).stdout).toBe(`${JSON.stringify(packJsonSchema(), null, 2)}\n`);
  });
});
