/** A refusal of the file system in words. */
import { message, type Message } from '../../diagnostics/model/message.ts';

/** What a file error means for a person. */
export function fileError(path: string, error: unknown): Message {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? 'UNKNOWN';
  const known = [
    'ENOENT',
    'EACCES',
    'EPERM',
    'EISDIR',
    'ENOTDIR',
    'ENOSPC',
    'EROFS',
    'EEXIST',
    'ENAMETOOLONG',
  ];
  return message(`cli.file.${known.includes(code) ? code : 'other'}`, { file: path.slice(0, 500), code });
}
