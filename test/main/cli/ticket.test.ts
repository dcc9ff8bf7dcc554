/** `faultline ticket` and the tickets of `check --ticket`: preview, answers, what may stand, and what is refused before any work. */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeBundle } from '../../../diagnostics/report/bundle/write-bundle.ts';
import { message } from '../../../diagnostics/model/message.ts';
import { readMail } from '../../support/read-mail.ts';
import {
  sampleObservations,
  sampleProblem,
  sampleReport,
  sampleScope,
} from '../../diagnostics/report/sample-report.ts';
import { cli, engineWith, folder, pathOf, writeFile } from './test-cli.ts';

const stateOf = (): string => mkdtempSync(join(folder, 'state-'));

const bounced = {
  ...sampleObservations[1]!,
  failure: {
    code: 'rejected' as const,
    operation: 'exchange' as const,
    detail: '550 5.1.1 jan@example.test unknown',
  },
};
const problem = sampleProblem({
  headline: message('jan@example.test is unknown.'),
  evidence: [{ observation: bounced.id, pointer: '/failure/detail', excerpt: bounced.failure.detail }],
});
const report = sampleReport({ problems: [problem], observations: [bounced, ...sampleObservations] });

describe('faultline ticket --preview', () => {
  const file = writeFile('preview.json', JSON.stringify(sampleReport()));

  it.each([
    ['en', 'Taken out or replaced:', '--keep local_address'],
    ['fr', 'Retiré ou remplacé', '--keep local_address'],
    ['nl', 'Weggehaald of vervangen', '--keep local_address'],
  ])('shows exactly what would leave, and the switches (%s)', async (language, title, option) => {
    const { code, stdout } = await cli(['ticket', file, '--preview', '--lang', language]);
    expect(code).toBe(0);
    expect(stdout).toContain(title);
    expect(stdout).toContain(option);
    expect(stdout).toContain('[Web] example.test');
    // What is meant for the sender does not leave, so it is not shown as leaving.
    expect(stdout).not.toMatch(/^# /mu);
    expect(stdout).not.toMatch(/cli\.preview|ticket\.redaction/u);
  });

  it('writes nothing', async () => {
    const before = readdirSync(folder);
    await cli(['ticket', file, '--preview', '--format', 'eml', '--output', pathOf('never.eml')]);
    expect(readdirSync(folder)).toEqual(before);
  });
});

describe('names of mailboxes', () => {
  it('stay on this machine, for its owner alone, and stand in a ticket only when asked for', async () => {
    const env = { FAULTLINE_STATE: stateOf() };
    const saved = pathOf('names.faultline');
    await cli(['check', 'example.test', '--save', saved], { engine: engineWith(report), env });
    const [map = ''] = readdirSync(join(env.FAULTLINE_STATE, 'private'));
    const path = join(env.FAULTLINE_STATE, 'private', map);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
      schemaVersion: 1,
      report: report.id,
      names: { 'mailbox-1': 'jan@example.test' },
    });
    const ticket = async (...args: string[]) => (await cli(['ticket', saved, ...args], { env })).stdout;
    expect(await ticket()).not.toContain('jan@');
    expect(await ticket()).toContain('550 5.1.1 mailbox-1@example.test unknown');
    expect(await ticket('--keep', 'mailbox')).toContain('550 5.1.1 jan@example.test unknown');
  });

  it('are in no bundle', async () => {
    const saved = pathOf('bundle.faultline');
    await cli(['check', 'example.test', '--save', saved], {
      engine: engineWith(report),
      env: { FAULTLINE_STATE: stateOf() },
    });
    const { stdout } = await cli(['judge', saved, '--format', 'json']);
    expect(stdout).toContain('mailbox-1@example.test');
    expect(stdout).not.toContain('jan@');
  });

  it('cannot be put back elsewhere', async () => {
    const saved = writeFile('elsewhere.faultline', await writeBundle(report, { summary: '', tickets: [] }));
    const { code, stdout, stderr } = await cli(['ticket', saved, '--keep', 'mailbox']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('not on this computer');
  });
});

describe('answers', () => {
  const file = writeFile(
    'answers.json',
    JSON.stringify(sampleReport({ provider: { id: 'webcanyon', version: '1', recognisedBy: null } })),
  );

  it('decide again where the policy hangs on them', async () => {
    const { stdout } = await cli(['ticket', file, '--format', 'json', '--fact', 'impact=partial']);
    expect(JSON.parse(stdout)).toMatchObject({ priority: { id: 'p3' } });
  });

  it('that nothing asks for are refused', async () => {
    const { code, stderr } = await cli(['ticket', file, '--fact', 'ticket.costumer_number=1']);
    expect(code).toBe(2);
    expect(stderr).toContain('ticket.customer_number');
  });

  it('never carry a secret into the report that goes along', async () => {
    const args = ['ticket', file, '--format', 'eml', '--fact', 'ticket.tried=password: hunter-2x'];
    const mail = readMail(Buffer.from((await cli(args)).stdout, 'latin1'));
    expect(mail.files.size).toBe(1);
    for (const bytes of mail.files.values()) {
      const attached = writeFile('attached.faultline', bytes);
      expect((await cli(['judge', attached, '--format', 'json'])).stdout).not.toContain('hunter');
    }
    expect(mail.texts.join('')).not.toContain('hunter');
  });
});

describe('refused before any work', () => {
  const file = writeFile('fine.json', JSON.stringify(sampleReport()));
  const locked = mkdtempSync(join(folder, 'locked-'));
  chmodSync(locked, 0o500);

  it.each([
    ['a file', file],
    ['below a file', join(file, 'x', 'y')],
    ...(process.getuid?.() === 0 ? [] : [['a folder that cannot be written to', join(locked, 'x')]]),
  ])('check --ticket with %s', async (_name, path) => {
    // The engine of this test throws when it is asked to run.
    const { code, stdout, stderr } = await cli(['check', 'example.test', '--ticket', path]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toContain('must not touch');
  });

  it.each([
    [['--output', '/nonexistent/folder/x.txt'], /does not exist/u],
    [['--output', folder], /not a plain file/u],
    [['--keep', 'secret'], /mailbox, local_address/u],
    [['--format', 'pdf'], /text, md, html, eml, json, whmcs, zammad/u],
    [['--problem', '7'], /problem/u],
  ])('ticket %j', async (args, said) => {
    const { code, stdout, stderr } = await cli(['ticket', file, ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(said);
  });
});

it('asks the desk for nothing when its policy refuses and nobody is to blame', async () => {
  const scope = sampleScope({ decision: 'not_supported', responsible: 'unknown' });
  const open = sampleReport({
    problems: [sampleProblem({ side: 'undetermined', faultDomain: 'undetermined', scope })],
  });
  const { stdout } = await cli(['ticket', writeFile('open.json', JSON.stringify(open)), '--format', 'json']);
  expect(JSON.parse(stdout)).toMatchObject({
    kind: 'self_help',
    delivery: [],
    due: null,
    links: { portal: null, mailTo: null },
  });
});
