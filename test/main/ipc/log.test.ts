import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../../main/ipc/log.ts';

const now = (): Date => new Date('2026-11-22T10:00:00.000Z');
const folder = (): string => mkdtempSync(join(tmpdir(), 'faultline-log-'));

describe('the log', () => {
  it('says what happened and where, without the words of the error and without whose folder it was', () => {
    const logs = folder();
    const error = new TypeError('password hunter2');
    error.stack = 'TypeError: password hunter2\n    at run (file:///home/anna/app/out/main/cli.js:3:7)';
    createLog(logs, now)('failed in run:start', error);
    expect(readFileSync(join(logs, 'faultline.log'), 'utf8')).toBe(
      '2026-11-22T10:00:00.000Z failed in run:start TypeError at run (out/main/cli.js:3:7)\n',
    );
  });

  it('keeps two files of bounded size', () => {
    const logs = folder();
    writeFileSync(join(logs, 'faultline.log'), 'x'.repeat(600_000));
    const log = createLog(logs, now);
    log('one');
    log('two');
    expect(readdirSync(logs).sort()).toEqual(['faultline.log', 'faultline.log.1']);
    expect(readFileSync(join(logs, 'faultline.log'), 'utf8').split('\n')).toHaveLength(3);
  });

  it('stops nothing when it cannot be written', () => {
    const file = join(folder(), 'file');
    writeFileSync(file, '');
    expect(() => createLog(file)('anything')).not.toThrow();
  });
});
