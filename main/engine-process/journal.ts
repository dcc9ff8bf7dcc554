/**
 * What a run has seen, written as it is seen: a line for the run and a line for each observation, in `journal/`. When the run ends its
 * journal goes; one that is left tells of a run that was cut off, and becomes a report. A last line that is only half there is left out.
 */
import { mkdir, open, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { askedBySchema } from '../../diagnostics/model/check-request.ts';
import { observationSchema, type Observation } from '../../diagnostics/model/observation.ts';
import { networkDataSchema } from '../../diagnostics/model/network-data.ts';
import { requestSchema } from '../../diagnostics/model/target.ts';
import { REPORT_SCHEMA_VERSION, type Report } from '../../diagnostics/model/report.ts';
import { readBounded } from '../services/read-bounded.ts';
import { serially } from '../services/serially.ts';

const headSchema = z.object({
  schemaVersion: z.literal(1),
  run: z.uuid(),
  isDemo: z.boolean(),
  startedAt: z.iso.datetime(),
  toolVersion: z.string().max(100),
  request: requestSchema,
  networkData: networkDataSchema,
  askedBy: askedBySchema.optional(),
});
export type JournalHead = Readonly<z.infer<typeof headSchema>>;

export interface Journal {
  note(observation: Observation): void;
  /** The run is told of elsewhere now. */
  remove(): Promise<void>;
}

/** Bounds of one run's journal; a whole diagnosis makes some hundred observations and a few megabytes. */
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_OBSERVATIONS = 5_000;

const folderIn = (userData: string): string => join(userData, 'journal');

export async function openJournal(userData: string, head: JournalHead): Promise<Journal> {
  const folder = folderIn(userData);
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${head.run}.ndjson`);
  const file = await open(path, 'wx', 0o600);
  const onDisk = serially();
  let waiting = `${JSON.stringify(head)}\n`;
  let written = 0;
  let count = 0;

  /** What came while a write was under way goes with the next; each reaches the disk before it counts. */
  const write = (): Promise<void> =>
    onDisk(async () => {
      if (waiting === '' || written >= MAX_BYTES) return;
      const part = waiting;
      waiting = '';
      written += Buffer.byteLength(part);
      await file.appendFile(part);
      await file.datasync();
    });
  await write();
  return {
    note: (observation) => {
      count += 1;
      if (count > MAX_OBSERVATIONS) return;
      waiting += `${JSON.stringify(observation)}\n`;
      // A disk that is full costs the journal, not the run.
      write().catch(() => undefined);
    },
    remove: () =>
      onDisk(async () => {
        await file.close();
        await unlink(path);
      }),
  };
}

/** A run that was cut off, as a report that still has to be judged. */
export interface CutOffRun {
  readonly report: Report;
  readonly isDemo: boolean;
  /** Call when it is kept elsewhere. */
  readonly remove: () => Promise<void>;
}

/** The newest first. What holds no observation tells nothing and is removed. */
export async function cutOffRuns(userData: string): Promise<readonly CutOffRun[]> {
  const folder = folderIn(userData);
  const names = await readdir(folder).catch(() => []);
  const runs: CutOffRun[] = [];
  for (const name of names.filter((each) => each.endsWith('.ndjson'))) {
    const path = join(folder, name);
    const run = readJournal((await readBounded(path, MAX_BYTES * 2))?.toString('utf8') ?? '');
    if (run === null) await unlink(path);
    else runs.push({ ...run, remove: () => unlink(path) });
  }
  return runs.sort((a, b) => (a.report.startedAt < b.report.startedAt ? 1 : -1));
}

function readJournal(text: string): Omit<CutOffRun, 'remove'> | null {
  const [first, ...rest] = text.split('\n').map(parsed);
  const head = headSchema.safeParse(first);
  const observations = rest.flatMap((line) => {
    const read = observationSchema.safeParse(line);
    return read.success ? [read.data as Observation] : [];
  });
  if (!head.success || observations.length === 0) return null;
  return { isDemo: head.data.isDemo, report: unjudged(head.data, observations) };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

const endOf = ({ startedAt, durationMs }: Observation): number => Date.parse(startedAt) + durationMs;

function unjudged(head: JournalHead, observations: readonly Observation[]): Report {
  const own = observations.filter(({ view }) => view === undefined);
  const last = Math.max(Date.parse(head.startedAt), ...own.map(endOf));
  return {
    schemaVersion: REPORT_SCHEMA_VERSION,
    id: head.run,
    tool: { name: 'faultline', version: head.toolVersion, rules: '' },
    request: head.request,
    ...(head.askedBy === undefined ? {} : { askedBy: head.askedBy }),
    startedAt: head.startedAt,
    finishedAt: new Date(last).toISOString(),
    ending: 'cancelled',
    networkData: head.networkData,
    observations,
    redactions: [],
    status: 'incomplete',
    vantage: {
      ipv4: 'unknown',
      ipv6: 'unknown',
      stamps: [],
      resolvers: [],
      clockOffsetMs: null,
      platform: '',
      runtime: '',
      tlsLibrary: '',
    },
    problems: [],
    findings: [],
    provider: null,
  };
}
