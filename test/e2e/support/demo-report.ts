/** Once for all files: reports of demo runs, made by the command line, which is the same engine. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

const cli = fileURLToPath(new URL('../../../out/main/cli.js', import.meta.url));

declare module 'vitest' {
  interface ProvidedContext {
    /** Paths of `.faultline` files: the usual demo, and one whose verdict hangs on a question. */
    readonly demoReport: string;
    readonly askingReport: string;
  }
}

/** Writes the report into the folder; returns its path. */
export function makeDemoReport(folder: string, faults: readonly string[] = []): string {
  const planted = faults.flatMap((fault) => ['--fault', fault]);
  try {
    execFileSync(process.execPath, [cli, 'demo', '--out', folder, ...planted], { stdio: 'pipe' });
  } catch (error) {
    // 1: problems were found, as the demo must.
    if ((error as { status?: number }).status !== 1) throw error;
  }
  return join(folder, 'demo.faultline');
}

let folder = '';

export function setup(project: TestProject): void {
  folder = mkdtempSync(join(tmpdir(), 'faultline-desktop-'));
  project.provide('demoReport', makeDemoReport(join(folder, 'usual')));
  project.provide('askingReport', makeDemoReport(join(folder, 'asking'), ['server-silent']));
}

export function teardown(): void {
  rmSync(folder, { recursive: true, force: true });
}
