import type { OperationView } from '../../../main/contract/views.ts';

/** An operation that took 100 ms from the beginning of the run and was answered. */
export const operation = (given: Partial<OperationView> = {}): OperationView => ({
  id: 'tcp/web#1',
  kind: 'tcp',
  area: 'web',
  label: 'connection to www.example.test port 443',
  isControl: false,
  state: 'worked',
  startMs: 0,
  durationMs: 100,
  outcome: '',
  ...given,
});
