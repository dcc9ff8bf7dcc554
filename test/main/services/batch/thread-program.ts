/** A second thread whose engine touches nothing: what happens to a domain is in its name. */
import { setTimeout as sleep } from 'node:timers/promises';
import { workerData } from 'node:worker_threads';
import type { Job } from '../../../../diagnostics/model/job.ts';
import type { RunEvent } from '../../../../diagnostics/model/run-event.ts';
import { workInThread } from '../../../../main/services/batch/second-thread.ts';
import type { Engine } from '../../../../main/services/engine.ts';
import { sampleReport } from '../../../diagnostics/report/sample-report.ts';

const forbidden = (): never => {
  throw new Error('this test must not touch the network');
};

/** To one port, so that three runs at most are inside at a time. */
const job: Job = {
  kind: 'tcp',
  key: 'tcp/192.0.2.1/443',
  attempt: 1,
  endpoint: { address: '192.0.2.1', port: 443 },
  input: {},
  deadlineMs: 1_000,
};

const engine: Engine = {
  judge: forbidden,
  askRegistration: forbidden,
  startDemoHost: forbidden,
  network: () => ({
    dial: forbidden,
    exchangeDatagram: forbidden,
    lookup: forbidden,
    environment: forbidden,
    systemRoots: forbidden,
  }),
  clock: () => ({ now: () => Date.now(), monotonic: () => performance.now(), sleep: forbidden }),
  run: async function* ({ request, signal, fleet }): AsyncGenerator<RunEvent> {
    const { domain } = request.target;
    if (domain === 'crash.test') process.exit(1);
    if (domain === 'broken.test') throw new Error('a bug');
    if (domain === 'endless.test') await sleep(60_000, undefined, { signal }).catch(() => undefined);
    const place = await fleet?.budget.enter(job, signal).catch(() => undefined);
    place?.leave();
    const ending = signal.aborted ? 'cancelled' : 'completed';
    const at = '2026-11-21T13:00:00.000Z';
    yield { seq: 0, at, type: 'run_finished', report: sampleReport({ request, ending }) };
  },
};

await workInThread(engine, workerData as Parameters<typeof workInThread>[1]);
