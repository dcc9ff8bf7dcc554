/** The entry of a thread that checks a part of a long list. */
import { workerData } from 'node:worker_threads';
import { workInThread } from './services/batch/second-thread.ts';
import { systemEngine } from './services/engine.ts';

await workInThread(systemEngine, workerData as Parameters<typeof workInThread>[1]);
