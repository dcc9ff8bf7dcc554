/** One domain of a batch: the request that its line makes, the run, and the row that is kept. One that breaks costs itself. */
import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createFleet,
  createPrivateNames,
  type Gate,
  type Levels,
  type ProviderPack,
  type Translator,
} from '../../../diagnostics/index.ts';
import { message } from '../../../diagnostics/model/message.ts';
import type { NetworkData } from '../../../diagnostics/model/network-data.ts';
import type { Report } from '../../../diagnostics/model/report.ts';
import type { Request } from '../../../diagnostics/model/target.ts';
import type { Service } from '../../../diagnostics/model/vocabulary.ts';
import type { Engine } from '../engine.ts';
import { SaidError } from '../said-error.ts';
import { saveBundle } from '../ticket-files.ts';
import type { Client } from './read-clients.ts';
import { rowOfFailure, rowOfReport, type FinishedRow } from './row.ts';

/** What counts for every line that says nothing else. */
export interface UsualRequest {
  readonly service?: readonly Service[] | undefined;
  readonly provider?: string | undefined;
  readonly product?: string | undefined;
  readonly tier?: string | undefined;
  readonly fact?: Readonly<Record<string, string>> | undefined;
  readonly thorough?: boolean | undefined;
}

export interface BatchCheckOptions {
  readonly engine: Engine;
  readonly networkData: NetworkData;
  readonly packs: readonly ProviderPack[];
  readonly levels: Levels;
  readonly t: Translator;
  readonly toolVersion: string;
  readonly options: UsualRequest;
  /** Keeps the report; returns where it lies below the folder of reports, or null. */
  readonly keep: (client: Client, report: Report) => Promise<string | null>;
  /** Of other checks of this computer that go on beside these. */
  readonly gate?: Gate;
}

export interface BatchCheck {
  /** Null for one that was cut off: it is not told of, so that it is checked again. */
  check(client: Client, signal: AbortSignal): Promise<FinishedRow | null>;
  /** Ends what the checks shared. */
  close(): void;
}

/** Unless the person names others: what a reseller's clients notice first. */
const usualServices: readonly Service[] = ['dns', 'web', 'mail'];

/** Of one domain, with all that it waits for its turn at a server that others want as well. */
const DEADLINE_MS = 300_000;

const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** A list names providers as people do; what names no pack is a label and leaves the provider to be recognised. */
function packNamed(packs: readonly ProviderPack[], text: string): ProviderPack | undefined {
  const given = plain(text);
  return given === ''
    ? undefined
    : packs.find(({ id, name }) => plain(id) === given || plain(name) === given);
}

const packFor = ({ provider }: Client, { packs, options }: BatchCheckOptions): ProviderPack | undefined =>
  packNamed(packs, provider) ?? packs.find(({ id }) => id === options.provider);

function requestOf(client: Client, given: BatchCheckOptions): Request {
  const { options, t } = given;
  const pack = packFor(client, given);
  const named = plain(client.product);
  const product = pack?.products.find(
    ({ id, name }) => plain(id) === named || plain(t.localized(name)) === named,
  );
  return {
    target: client.target,
    symptom: 'everything',
    ...(options.service === undefined
      ? { services: usualServices, areServicesUsual: true as const }
      : { services: options.service }),
    hosts: [],
    resolvers: [],
    provider: pack?.id ?? null,
    product: product?.id ?? options.product ?? null,
    tier: options.tier ?? null,
    ...(options.thorough === true ? {} : { depth: 'survey' as const }),
    facts: options.fact ?? {},
  };
}

/** The domain; with a mark of the page where the list names one. */
function fileNameOf({ key, target }: Client): string {
  const name = target.domain.replace(/[^a-z0-9.-]/gu, '_').slice(0, 150);
  const mark = target.path === '/' ? '' : `-${createHash('sha256').update(key).digest('hex').slice(0, 8)}`;
  return `${name}${mark}.faultline`;
}

/** Report files in a folder, named after their domains; `folder`: null for none. */
export const keepInFolder =
  (folder: string | null, options: Pick<BatchCheckOptions, 't' | 'packs'>): BatchCheckOptions['keep'] =>
  async (client, report) => {
    if (folder === null) return null;
    const file = fileNameOf(client);
    await mkdir(folder, { recursive: true });
    await saveBundle(join(folder, file), report, options);
    return file;
  };

const REASON_LENGTH = 300;

function wordsOf(error: unknown) {
  if (error instanceof SaidError) return error.said;
  const text = error instanceof Error ? error.message : String(error);
  return message('batch.reason.failed', { text: text.slice(0, REASON_LENGTH) });
}

export function createBatchCheck(given: BatchCheckOptions): BatchCheck {
  const { engine, networkData, packs, levels, toolVersion, keep, gate } = given;
  const network = engine.network();
  const clock = engine.clock();
  const fleet = createFleet(clock, gate);
  const reportOf = async (client: Client, signal: AbortSignal): Promise<Report> => {
    for await (const event of engine.run({
      request: requestOf(client, given),
      network,
      clock,
      networkData,
      packs,
      levels,
      names: createPrivateNames(),
      fleet,
      isReportOnly: true,
      deadlineMs: DEADLINE_MS,
      signal,
      toolVersion,
    }))
      if (event.type === 'run_finished') return event.report;
    throw new Error('the run ended without a report');
  };
  return {
    async check(client, signal) {
      try {
        const report = await reportOf(client, signal);
        if (report.ending === 'cancelled') return null;
        return rowOfReport(client, report, await keep(client, report));
      } catch (error) {
        if (signal.aborted) return null;
        const provider = packFor(client, given)?.id ?? null;
        return rowOfFailure(client, provider, wordsOf(error), new Date(clock.now()).toISOString());
      }
    },
    close: () => fleet.close(),
  };
}
