/** Starts the engine as a utility process of Electron. */
import { fileURLToPath } from 'node:url';
import { utilityProcess } from 'electron';
import type { EngineMessage } from '../engine-process/protocol.ts';
import type { EngineProcess } from '../ipc/engine-link.ts';
import type { StartData } from './start-data.ts';

const entry = fileURLToPath(new URL('../engine-process/index.js', import.meta.url));

/** Lookups by the system run on libuv's threads there: one that hangs must not keep the others waiting (its own number is 4). */
const THREADS = '16';

export function forkEngine(folder: string, { resources, network }: StartData): EngineProcess {
  const child = utilityProcess.fork(entry, [folder, resources, ...(network === null ? [] : [network])], {
    serviceName: 'Faultline engine',
    stdio: 'inherit',
    env: { ...process.env, UV_THREADPOOL_SIZE: THREADS },
  });
  return {
    post: (request) => child.postMessage(request),
    onMessage: (listener) => void child.on('message', (message) => listener(message as EngineMessage)),
    onExit: (listener) => void child.on('exit', listener),
    kill: () => void child.kill(),
  };
}
