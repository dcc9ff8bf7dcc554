/** Follows one run to its end: pushes for the window, the journal for a power cut, the report for the history. */
import {
  createPrivateNames,
  createRedactor,
  localContext,
  redactReport,
  type Clock,
  type Network,
  type PrivateNames,
  type Translator,
} from '../../diagnostics/index.ts';
import type { NetworkData } from '../../diagnostics/model/network-data.ts';
import type { Report } from '../../diagnostics/model/report.ts';
import type { RunEvent } from '../../diagnostics/model/run-event.ts';
import type { Request } from '../../diagnostics/model/target.ts';
import type { OperationView, RunPush } from '../contract/views.ts';
import { savePrivateMap } from '../services/private-map.ts';
import { privateFolder, type EngineContext } from './context.ts';
import { openJournal } from './journal.ts';
import type { PackShelf } from './pack-shelf.ts';
import type { ReportStore } from './report-store.ts';
import {
  finishedOperation,
  isOperation,
  jobId,
  plannedOperation,
  startedOperation,
} from './views/operation-view.ts';

/** Where a run happens: the real network, or the demo's made-up one. */
export interface World {
  readonly request: Request;
  readonly network: Network;
  readonly clock: Clock;
  readonly networkData: NetworkData;
  /** The desk’s request that is carried out, if one is. */
  readonly askedBy?: Report['askedBy'];
  close(): Promise<void>;
}

export interface RunKeeping {
  readonly context: EngineContext;
  readonly packs: PackShelf;
  readonly store: ReportStore;
}

interface FollowOptions extends RunKeeping {
  readonly runId: string;
  readonly world: World;
  readonly isDemo: boolean;
  readonly t: Translator;
  readonly signal: AbortSignal;
}

/** Never rejects; what it returns is the last thing that the window hears of the run. */
export async function followRun(options: FollowOptions): Promise<RunPush> {
  const { context, packs, store, runId, world, isDemo, t } = options;
  const startedAt = world.clock.now();
  const window = createRunWindow(t, (push) => context.push(runId, push));
  const names = createPrivateNames();
  const redactor = createRedactor({ ...localContext(), names });
  try {
    const journal = await openJournal(context.folder, {
      schemaVersion: 1,
      run: runId,
      isDemo,
      startedAt: new Date(startedAt).toISOString(),
      toolVersion: context.toolVersion,
      request: redactor.redact(world.request, ''),
      networkData: world.networkData,
      ...(world.askedBy === undefined ? {} : { askedBy: world.askedBy }),
    });
    const report = await diagnose(options, names, (event) => {
      // Events leave before the engine redacts the whole: nothing goes out unswept.
      const clean = redactor.redact(event, '');
      if (clean.type === 'observation_made') journal.note(clean.observation);
      window.show(clean);
    });
    const { packs: known } = await packs.knowledge(isDemo);
    const reportId = await store.add(report, isDemo ? 'demo' : 'own', { t, packs: known });
    await savePrivateMap(privateFolder(context), report.id, names);
    await journal.remove();
    window.flush();
    return { type: 'finished', reportId, status: report.status, ending: report.ending };
  } catch (error) {
    process.stderr.write(`run: ${error instanceof Error ? (error.stack ?? error.name) : 'failed'}\n`);
    return { type: 'failed', text: t.text('app.error.run_failed') };
  } finally {
    window.stop();
    await world.close();
  }
}

const runParts = ({ request, network, clock, networkData, askedBy }: World) => ({
  request,
  network,
  clock,
  networkData,
  ...(askedBy === undefined ? {} : { askedBy }),
});

async function diagnose(
  { context, packs, world, isDemo, signal }: FollowOptions,
  names: PrivateNames,
  onEvent: (event: RunEvent) => void,
): Promise<Report> {
  const { engine, toolVersion } = context;
  const { packs: known, levels } = await packs.knowledge(isDemo);
  const options = { ...runParts(world), packs: known, levels, signal, names, toolVersion };
  for await (const event of engine.run(options)) {
    if (event.type === 'run_finished') return redactReport(event.report, names);
    onEvent(event);
  }
  throw new Error('the run ended without a report');
}

interface RunWindow extends Pick<Ticker, 'flush' | 'stop'> {
  show(event: RunEvent): void;
}

function createRunWindow(t: Translator, push: (push: RunPush) => void): RunWindow {
  let startedAt = 0;
  const ticker = createTicker((operations) => push({ type: 'operations', operations }));
  const show = (event: RunEvent): void => {
    switch (event.type) {
      case 'run_started': {
        startedAt = Date.parse(event.at);
        const steps = event.plan.map(({ planner, description }) => ({ id: planner, label: t(description) }));
        push({ type: 'plan', displayName: event.request.target.displayName, steps });
        break;
      }
      case 'job_planned':
        ticker.show(plannedOperation(event.job, t));
        break;
      case 'job_started': {
        const planned = ticker.known(jobId(event));
        if (planned) ticker.show(startedOperation(planned, Date.parse(event.at) - startedAt));
        break;
      }
      case 'observation_made':
        if (isOperation(event.observation)) ticker.show(finishedOperation(event.observation, startedAt, t));
        break;
      case 'run_finished':
        break;
    }
  };
  return { show, flush: () => ticker.flush(), stop: () => ticker.stop() };
}

interface Ticker {
  show(operation: OperationView): void;
  known(id: string): OperationView | undefined;
  flush(): void;
  stop(): void;
}

/** As often as the eye follows: a run makes hundreds of changes, the window draws few times. */
const TICK_MS = 80;

function createTicker(send: (operations: readonly OperationView[]) => void): Ticker {
  const all = new Map<string, OperationView>();
  const changed = new Map<string, OperationView>();
  let timer: NodeJS.Timeout | null = null;
  const flush = (): void => {
    timer = null;
    if (changed.size > 0) send([...changed.values()]);
    changed.clear();
  };
  return {
    show: (operation) => {
      all.set(operation.id, operation);
      changed.set(operation.id, operation);
      timer ??= setTimeout(flush, TICK_MS);
    },
    known: (id) => all.get(id),
    flush,
    stop: () => {
      if (timer !== null) clearTimeout(timer);
    },
  };
}
