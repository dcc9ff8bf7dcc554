/**
 * Keeps one lookup process for all questions, starts it when first needed, and ends it with the program. Inside Electron the engine is a
 * process of its own already, which is ended like that; and a packaged app cannot start itself as plain Node.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { AddressFamily } from '../model/schema-kit.ts';
import { answerLookup } from './answer-lookup.ts';
import { untilAborted } from './until-aborted.ts';

export interface LookupQuestion {
  readonly id: number;
  readonly name: string;
}
export type LookupAnswer =
  | { readonly id: number; readonly addresses: readonly LookupAddress[] }
  | { readonly id: number; readonly error: { readonly message: string; readonly code: string } };

export interface LookupAddress {
  readonly address: string;
  readonly family: AddressFamily;
}

/** Lookups at once: one that hangs must not keep the others waiting (libuv's own number is 4). */
const LOOKUPS_AT_ONCE = '16';

/** The sibling file as it stands: `.ts` in the source tree, `.js` after the build. */
const program = fileURLToPath(
  new URL(`./lookup-process.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url),
);

interface Helper {
  readonly child: ChildProcess;
  readonly waiting: Map<number, (answer: LookupAnswer) => void>;
}

function startHelper(): Helper {
  const child = fork(program, {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { ...process.env, UV_THREADPOOL_SIZE: LOOKUPS_AT_ONCE },
  });
  const waiting = new Map<number, (answer: LookupAnswer) => void>();
  const stop = (): void => void child.kill('SIGKILL');
  const fail = (error: Error): void => {
    for (const [id, answer] of waiting)
      answer({ id, error: { message: error.message, code: 'ELOOKUPHELPER' } });
    waiting.clear();
  };
  child.on('message', (answer: LookupAnswer) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  child.on('error', fail);
  child.on('exit', () => {
    process.off('exit', stop);
    fail(new Error('the lookup process ended'));
  });
  process.on('exit', stop);
  // Neither the process nor its channel keeps the program alive.
  child.unref();
  child.channel?.unref();
  return { child, waiting };
}

export type Lookup = (options: {
  readonly name: string;
  readonly signal: AbortSignal;
}) => Promise<readonly LookupAddress[]>;

/** A lookup by the operating system. Rejects with its error code (`ENOTFOUND`, `EAI_AGAIN`…) or the signal's reason. */
export const createLookup = (isElectron = process.versions['electron'] !== undefined): Lookup =>
  isElectron ? lookupHere : createHelperLookup();

const lookupHere: Lookup = ({ name, signal }) =>
  untilAborted(signal, ({ resolve, reject }) => {
    answerLookup(name, (error, addresses) => {
      if (error) reject(error);
      else resolve(addresses);
    });
    return () => undefined;
  });

function createHelperLookup(): Lookup {
  let helper: Helper | undefined;
  let nextId = 0;
  return ({ name, signal }) =>
    untilAborted(signal, ({ resolve, reject }) => {
      if (helper?.child.connected !== true) helper = startHelper();
      const { child, waiting } = helper;
      const id = nextId++;
      child.channel?.ref(); // while somebody waits for an answer
      waiting.set(id, (answer) => {
        if ('addresses' in answer) resolve(answer.addresses);
        else reject(Object.assign(new Error(answer.error.message), { code: answer.error.code }));
      });
      child.send({ id, name } satisfies LookupQuestion, (error) => error && reject(error));
      return () => {
        waiting.delete(id);
        if (waiting.size === 0) child.channel?.unref();
      };
    });
}
