/** Files from strangers: what they hold neither steers the terminal nor takes the memory, and what is in the way stays as it is. */
import { execFileSync } from 'node:child_process';
import { lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inertJson } from '../../../diagnostics/index.ts';
import { checkSaveTargets } from '../../../main/cli/save-targets.ts';
import { writeAtomically } from '../../../main/services/file-writer.ts';
import { sampleProblem, sampleReport } from '../../diagnostics/report/sample-report.ts';
import { cli, pathOf, writeFile } from './test-cli.ts';

const steering = '\u009b31m\u202e\u2028\u200b\u007f\u001b]0;x\u0007\u{e0041}';
// oxlint-disable-next-line no-control-regex -- these characters are what is looked for
const bare = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u{e0000}-\u{e007f}]/u;

describe('text that steers a terminal', () => {
  it('is written as escapes in JSON, and reads back the same', () => {
    const text = inertJson({ [steering]: steering }, 2);
    expect(text).not.toMatch(bare);
    expect(JSON.parse(text)).toEqual({ [steering]: steering });
  });

  it.each([
    ['judge', 'json'],
    ['judge', 'text'],
    ['ticket', 'json'],
    ['ticket', 'text'],
    ['ticket', 'md'],
  ])('%s --format %s', async (command, format) => {
    const report = sampleReport({ problems: [sampleProblem({ rule: steering, rootCause: steering })] });
    const { observations, ...rest } = report;
    const hostile = observations.map((each) => ({ ...each, endpoint: { ...each.endpoint, name: steering } }));
    const file = writeFile('steering.json', JSON.stringify({ ...rest, observations: hostile }));
    const { stdout, stderr } = await cli([command, file, '--format', format]);
    expect(stdout.length).toBeGreaterThan(100);
    expect(stdout + stderr).not.toMatch(bare);
  });

  it('is shown in the places of mistakes in a pack', async () => {
    const file = writeFile('steering-pack.json', JSON.stringify({ [steering]: 1 }));
    const { code, stdout } = await cli(['provider', 'lint', file]);
    expect(code).toBe(1);
    expect(stdout).toContain('[U+009B]');
    expect(stdout).not.toMatch(bare);
  });
});

describe.skipIf(process.platform === 'win32')('files that are no files', () => {
  it.each([[['judge', '/dev/zero']], [['ticket', '/dev/zero']], [['provider', 'lint', '/dev/zero']]])(
    '%j ends with a message',
    async (args) => {
      const { code, stdout, stderr } = await cli(args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain('too large');
    },
  );

  it('a pipe in the place of the report to save is refused and not waited for', async () => {
    const pipe = pathOf('pipe');
    execFileSync('sh', ['-c', 'mkfifo "$0"', pipe]);
    await expect(checkSaveTargets({ save: pipe })).rejects.toThrow('save_exists');
  });

  it('a link in the place of the report to save is replaced, and what it leads to stays', async () => {
    const target = writeFile('precious.txt', 'precious');
    const link = pathOf('link.faultline');
    symlinkSync(target, link);
    await expect(checkSaveTargets({ save: link })).rejects.toThrow('save_exists');
    await writeAtomically(link, 'report');
    expect(readFileSync(target, 'utf8')).toBe('precious');
    expect(lstatSync(link).isSymbolicLink()).toBe(false);
  });
});
