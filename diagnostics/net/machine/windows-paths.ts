/** Where Windows keeps its own files, by absolute path so that no other program of that name is started. */
import { win32 } from 'node:path';
import type { MachineSource } from './source.ts';

export const systemFile = (source: Pick<MachineSource, 'env'>, ...parts: readonly string[]): string =>
  win32.join(source.env['SystemRoot'] ?? source.env['SYSTEMROOT'] ?? 'C:\\Windows', 'System32', ...parts);
