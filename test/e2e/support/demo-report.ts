/** Once for all files: the report of a demo run, made by the command line, which is the same engine. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

const cli = fileURLToPath(new URL('../../../out/main/cli.js', import.meta.url));

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of a `.faultline` file. */
    readonly demoReport: string;
  }
}

/** Writes the report into the folder; returns its path. */
export function makeDemoReport(folder: string): string {
  try {
    execFileSync(process.execPath, [cli, 'demo', '--out', folder], { stdio: 'pipe' });
  } catch (error) {
    // 1: problems were found, as the demo must.
    if ((error as { status?: number }).status !== 1) throw error;
  }
  return join(folder, 'demo.faultline');
}

let folder = '';

export function setup(project: TestProject): void {
  folder = mkdtempSync(join(tmpdir(), 'faultline-desktop-'));
  project.provide('demoReport', makeDemoReport(folder));
}

export function teardown(): void {
  rmSync(folder, { recursive: true, force: true });
}
