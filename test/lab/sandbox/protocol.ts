// What the commands outside and the worker inside the sandbox say to each other: one JSON value a line.

import type { Row } from '../bench/contest.ts';
import type { FlowResult } from '../desk/flow.ts';
import type { PrimitiveResult } from '../faults/prove.ts';
import type { LikenessRun } from '../likeness/batch-run.ts';
import type { TlsLook } from '../peers/tls-look.ts';
import type { Politeness } from '../politeness/verdict.ts';
import type { CliRun } from '../scoring/cli-run.ts';
import type { SignatureComparison } from '../zones/compare-signatures.ts';
import type { ZoneComparison } from '../zones/compare.ts';
import type { HealthResult } from '../world/health.ts';

export type Job =
  | { readonly kind: 'scenario'; readonly file: string; readonly cli: string; readonly pack: string | null }
  | { readonly kind: 'likeness'; readonly file: string; readonly cli: string; readonly pack: string | null }
  | { readonly kind: 'politeness'; readonly file: string; readonly cli: string; readonly pack: string | null }
  | { readonly kind: 'tls-peers'; readonly file: string; readonly cli: string; readonly pack: string | null }
  | { readonly kind: 'bench'; readonly id: string; readonly cli: string }
  | { readonly kind: 'primitive'; readonly id: string; readonly params: unknown }
  | { readonly kind: 'zone'; readonly zone: string; readonly cli: string; readonly peer: string | null }
  | { readonly kind: 'signatures'; readonly id: string; readonly cli: string }
  | {
      readonly kind: 'desk';
      readonly id: string;
      readonly cli: string;
      readonly pack: string;
      readonly keep: string | null;
      readonly hasApps: boolean;
    }
  | { readonly kind: 'health' };

export type JobResult =
  | { readonly kind: 'scenario'; readonly run: CliRun }
  | { readonly kind: 'likeness'; readonly likeness: LikenessRun }
  | { readonly kind: 'politeness'; readonly politeness: Politeness }
  | { readonly kind: 'tls-peers'; readonly look: TlsLook }
  | { readonly kind: 'bench'; readonly rows: readonly Row[] }
  | { readonly kind: 'primitive'; readonly proof: PrimitiveResult }
  | { readonly kind: 'zone'; readonly comparison: ZoneComparison }
  | { readonly kind: 'signatures'; readonly comparison: SignatureComparison }
  | { readonly kind: 'desk'; readonly flow: FlowResult }
  | { readonly kind: 'health'; readonly health: HealthResult };

export type FromWorker =
  | { readonly type: 'ready'; readonly seconds: number }
  /** The world is unsound after `spoiled`: the worker ends, and another takes over. */
  | { readonly type: 'done'; readonly result: JobResult; readonly spoiled?: string }
  | { readonly type: 'failed'; readonly message: string };

export const encode = (message: Job | FromWorker): string => `${JSON.stringify(message)}\n`;
/** Both ends are this program, started a moment ago: the shape is trusted. */
export const decodeJob = (line: string): Job => JSON.parse(line) as Job;
export const decodeAnswer = (line: string): FromWorker => JSON.parse(line) as FromWorker;
