/** One domain of a batch: the request that its line makes, the run, and the report that is kept. */
import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createFleet,
  createPrivateNames,
  type Levels,
  type ProviderPack,
  type Translator,
} from '../../../diagnostics/index.ts';
import type { NetworkData } from '../../../diagnostics/model/network-data.ts';
import type { Report } from '../../../diagnostics/model/report.ts';
import type { Request } from '../../../diagnostics/model/target.ts';
import type { Service } from '../../../diagnostics/model/vocabulary.ts';
import type { Engine } from '../engine.ts';
import { saveBundle } from '../ticket-files.ts';
import type { Client } from './read-clients.ts';

export interface BatchCheckOptions {
  readonly engine: Engine;
  readonly networkData: NetworkData;
  readonly packs: readonly ProviderPack[];
  readonly levels: Levels;
  readonly t: Translator;
  readonly toolVersion: string;
  /** What counts for every line that says nothing else. */
  readonly options: {
    readonly service?: readonly Service[];
    readonly provider?: string;
    readonly product?: string;
    readonly tier?: string;
    readonly fact?: Readonly<Record<string, string>>;
    readonly thorough?: boolean;
  };
  /** Where reports go; null for none. */
  readonly folder: string | null;
}

export interface BatchCheck {
  /** Id of the pack that the line names; null for none. */
  providerOf(client: Client): string | null;
  check(client: Client, signal: AbortSignal): Promise<Report>;
  save(client: Client, report: Report): Promise<string | null>;
  /** Ends what the runs shared. */
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
    services: options.service ?? usualServices,
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

export function createBatchCheck(given: BatchCheckOptions): BatchCheck {
  const { engine, networkData, packs, levels, toolVersion, folder, t } = given;
  const network = engine.network();
  const clock = engine.clock();
  const fleet = createFleet(clock);
  return {
    providerOf: (client) => packFor(client, given)?.id ?? null,
    async check(client, signal) {
      const request = requestOf(client, given);
      const names = createPrivateNames();
      for await (const event of engine.run({
        request,
        network,
        clock,
        networkData,
        packs,
        levels,
        names,
        fleet,
        isReportOnly: true,
        deadlineMs: DEADLINE_MS,
        signal,
        toolVersion,
      }))
        if (event.type === 'run_finished') return event.report;
      throw new Error('the run ended without a report');
    },
    async save(client, report) {
      if (folder === null) return null;
      const file = fileNameOf(client);
      await mkdir(folder, { recursive: true });
      await saveBundle(join(folder, file), report, { t, packs });
      return file;
    },
    close: () => fleet.close(),
  };
}
