/** What is open behind a login over SSH: the subsystem for files, and a shell that carries out a harmless command. */
import { randomBytes } from 'node:crypto';
import type { Client } from 'ssh2';
import type { DataOf } from '../model/observation.ts';
import { startDeadline } from '../net/deadline.ts';
import { untilAborted } from '../net/until-aborted.ts';
import { clipText } from '../net/wire-text.ts';

type Sftp = NonNullable<DataOf<'ssh-login'>['sftp']>;
type Shell = NonNullable<DataOf<'ssh-login'>['shell']>;
type Scrub = (text: string) => string;

/** For each of the two. */
const CHANNEL_MS = 5_000;
/** How long a server is given to close a channel that is done with. */
const CLOSING_MS = 1_000;
const MAX_OUTPUT_BYTES = 4_096;

const bounded = async <T>(
  signal: AbortSignal,
  start: (resolve: (value: T) => void) => void,
  late: T,
): Promise<T> => {
  const deadline = startDeadline(CHANNEL_MS, signal);
  try {
    return await untilAborted<T>(deadline.signal, ({ resolve }) => {
      start(resolve);
      return () => undefined;
    });
  } catch {
    return late;
  } finally {
    deadline.dispose();
  }
};

const textOf = (text: string, scrub: Scrub): { readonly text?: string } => {
  const clean = clipText(scrub(text.replaceAll(/\s+/g, ' ')).trim(), 500);
  return clean === '' ? {} : { text: clean };
};

/** "Unable to start subsystem" is the server's no; anything else began and did not speak the protocol. */
export const trySftp = (client: Client, signal: AbortSignal, scrub: Scrub): Promise<Sftp> =>
  bounded<Sftp>(
    signal,
    (resolve) => {
      let isOpen = false;
      let closing: NodeJS.Timeout | undefined;
      const done = (): void => {
        clearTimeout(closing);
        resolve({ state: isOpen ? 'open' : 'ended' });
      };
      client.once('close', done);
      client.sftp((error, sftp) => {
        if (error) {
          const isRefused = /unable to start|open failed|rejected/i.test(error.message);
          resolve({ state: isRefused ? 'refused' : 'ended', ...textOf(error.message, scrub) });
          return;
        }
        isOpen = true;
        // Dropbear refuses a command as long as the files' channel is not closed on its side
        closing = setTimeout(done, CLOSING_MS);
        sftp.on('error', () => undefined);
        sftp.once('close', done);
        sftp.end();
      });
    },
    { state: 'ended' },
  );

/** A word at random comes back only from something that carries out commands. */
export const tryShell = (client: Client, signal: AbortSignal, scrub: Scrub): Promise<Shell> =>
  bounded<Shell>(
    signal,
    (resolve) => {
      const mark = `faultline-${randomBytes(6).toString('hex')}`;
      client.once('close', () => resolve({ state: 'ended' }));
      client.exec(`echo ${mark}`, (error, channel) => {
        if (error) {
          resolve({ state: 'refused', ...textOf(error.message, scrub) });
          return;
        }
        let output = '';
        let exitCode: number | undefined;
        const hear = (chunk: Buffer): void => {
          if (output.length < MAX_OUTPUT_BYTES) output += chunk.toString('latin1');
        };
        channel.on('data', hear);
        channel.stderr.on('data', hear);
        channel.on('exit', (code: unknown) => {
          if (typeof code === 'number') exitCode = code;
        });
        channel.on('close', () =>
          resolve(
            output.includes(mark)
              ? { state: 'open' }
              : { state: 'ended', ...textOf(output, scrub), ...(exitCode === undefined ? {} : { exitCode }) },
          ),
        );
        channel.end();
      });
    },
    { state: 'ended' },
  );
