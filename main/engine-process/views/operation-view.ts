/** One operation on the world as a bar of the waterfall: planned, running, or with what came of it. */
import {
  areaOfOperation,
  inertLine,
  operationText,
  shorten,
  type Translator,
} from '../../../diagnostics/index.ts';
import type { Job } from '../../../diagnostics/model/job.ts';
import {
  probedKinds,
  type Observation,
  type ObservationKind,
} from '../../../diagnostics/model/observation.ts';
import type { OperationView } from '../../contract/views.ts';

const measured = new Set<ObservationKind>(probedKinds);

/** Measured from this seat: answers, pasted texts and other seats' reports have no place on this run's axis of time. */
export const isOperation = ({ kind, view }: Observation): boolean => measured.has(kind) && view === undefined;

export const jobId = ({ key, attempt }: Pick<Job, 'key' | 'attempt'>): string =>
  attempt === 1 ? key : `${key}#${attempt}`;

export const plannedOperation = (job: Job, t: Translator): OperationView => ({
  id: jobId(job),
  kind: job.kind,
  area: areaOfOperation(job),
  label: labelOf(job, t),
  isControl: job.control !== undefined,
  state: 'waiting',
  startMs: null,
  durationMs: null,
  outcome: '',
});

export const startedOperation = (planned: OperationView, startMs: number): OperationView => ({
  ...planned,
  state: 'running',
  startMs: Math.max(0, startMs),
});

/** `runStart`: milliseconds since the epoch. */
export const finishedOperation = (
  observation: Observation,
  runStart: number,
  t: Translator,
): OperationView => ({
  id: observation.id,
  kind: observation.kind,
  area: areaOfOperation(observation),
  label: labelOf(observation, t),
  isControl: observation.control !== undefined,
  state: observation.failure === undefined ? 'worked' : 'failed',
  startMs: Math.max(0, Date.parse(observation.startedAt) - runStart),
  durationMs: observation.durationMs,
  outcome: outcomeOf(observation, t),
});

/** A DNS server is asked many things: the question tells one bar from the next. */
function labelOf(operation: Pick<Observation, 'kind' | 'endpoint' | 'input'>, t: Translator): string {
  const text = operationText(operation, t);
  const { kind, input } = operation;
  if ((kind === 'dns' || kind === 'zone-copy') && 'name' in input && 'type' in input)
    return t.text('report.labelled', { label: text, value: `${shorten(input.name, 80)} ${input.type}` });
  return text;
}

/** A few words at most: the whole stands behind it. */
function outcomeOf(observation: Observation, t: Translator): string {
  const { failure } = observation;
  if (failure !== undefined) {
    const key = `evidence.failure.${failure.code}`;
    return t.has(key) ? t.text(key) : inertLine(failure.code);
  }
  switch (observation.kind) {
    case 'dns':
    case 'zone-copy': {
      const { response } = observation.data;
      if (response === undefined) return '';
      const values = response.answers.slice(0, 3).map(({ value }) => shorten(inertLine(value), 40));
      return values.length === 0 ? inertLine(response.rcode) : values.join(', ');
    }
    case 'http':
      return observation.data.status === undefined ? '' : `HTTP ${observation.data.status}`;
    case 'tls':
      return inertLine(observation.data.tls?.protocolVersion ?? '');
    case 'system-lookup':
      return observation.data.addresses.slice(0, 3).map(inertLine).join(', ');
    default:
      return t.text('app.outcome.answered');
  }
}
