/** The command as a process of its own: demo without network, Ctrl-C, closed pipes. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../diagnostics/model/report.ts';

const entry = fileURLToPath(new URL('../../../main/cli.ts', import.meta.url));
const out = mkdtempSync(join(tmpdir(), 'faultline-process-'));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(args: readonly string[]): {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  readonly stderr: () => string;
} {
  const child = spawn(process.execPath, [entry, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LANG: 'en', LC_ALL: '' },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<Ended>((resolve) =>
    child.on('close', (code) => resolve({ code, stdout, stderr })),
  );
  return { child, ended, stderr: () => stderr };
}

async function until(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500 && !isTrue(); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(isTrue()).toBe(true);
}

describe('faultline demo', () => {
  it(
    'finds at least four problems on at least three sides, says where it put what, and judges the same again',
    { timeout: 60_000 },
    async () => {
      const folder = join(out, 'demo');
      const { code, stdout, stderr } = await start(['demo', '--format', 'json', '--out', folder]).ended;
      const report = JSON.parse(stdout) as Report;
      expect(code).toBe(1);
      expect(report.problems.length).toBeGreaterThanOrEqual(4);
      expect(new Set(report.problems.map(({ side }) => side)).size).toBeGreaterThanOrEqual(3);
      expect(report.problems.map(({ scope }) => scope.provider)).not.toContain(null);
      expect(readdirSync(join(folder, 'tickets'))).toHaveLength(report.problems.length);
      expect(stderr).toContain(join(folder, 'demo.faultline'));
      const again = await start(['judge', join(folder, 'demo.faultline'), '--format', 'json']).ended;
      expect(JSON.stringify((JSON.parse(again.stdout) as Report).problems)).toBe(
        JSON.stringify(report.problems),
      );
    },
  );

  it('names a single planted fault as the only problem', { timeout: 60_000 }, async () => {
    const { code, stdout } = await start([
      'demo',
      '--fault',
      'web-5xx',
      '--format',
      'json',
      '--out',
      join(out, 'one'),
    ]).ended;
    expect(code).toBe(1);
    expect((JSON.parse(stdout) as Report).problems.map(({ rootCause }) => rootCause)).toEqual([
      'web.server_error',
    ]);
  });
});

describe('Ctrl-C', () => {
  // On a machine that does other things as well, the best of three tells how soon it can.
  it('ends within a second and keeps what was found', { timeout: 60_000, retry: 2 }, async () => {
    const folder = join(out, 'cancelled');
    // A silent server makes the run last long enough to be interrupted.
    const { child, ended, stderr } = start([
      'demo',
      '--fault',
      'server-silent',
      '--format',
      'ndjson',
      '--out',
      folder,
    ]);
    await until(() => stderr().includes('measurements'));
    const pressed = performance.now();
    child.kill('SIGINT');
    const { code, stdout } = await ended;
    expect(performance.now() - pressed).toBeLessThan(1000);
    expect(code).toBe(130);
    expect(stdout.trim().split('\n').at(-1)).toContain('"ending":"cancelled"');
    expect(readdirSync(folder)).toContain('demo.faultline');
  });
});

describe('a closed pipe', () => {
  it('is no error', { timeout: 60_000 }, async () => {
    const { child, ended } = start(['schema', 'report']);
    child.stdout?.destroy();
    expect((await ended).stderr).toBe('');
  });
});
