/** The history: every run as a page of facts, and what the runs of a domain tell together. */
import { trendSince, trendOf, withRun } from '../../../diagnostics/index.ts';
import { domainTrendSchema, type DomainTrend } from '../../../diagnostics/model/domain-trend.ts';
import { runSummarySchema, type RunSummary } from '../../../diagnostics/model/run-summary.ts';
import type { Database, Row } from './database.ts';
import type { HistoryFile } from './history-file.ts';

export interface StoredRun {
  /** Grows from run to run; never given twice. */
  readonly id: number;
  readonly summary: RunSummary;
}

/** Where a domain stands: its latest run, and its past. */
export interface DomainState {
  readonly run: StoredRun;
  readonly trend: DomainTrend;
}

export interface HistorySize {
  readonly runs: number;
  readonly domains: number;
  /** Start of the oldest run; null without any. */
  readonly oldest: string | null;
}

export interface HistoryStore {
  readonly file: string;
  /** A report that is known already takes the place of its earlier summary. Returns where each domain stands now, once each. */
  record(runs: readonly RunSummary[]): Promise<readonly DomainState[]>;
  /** Every domain, in the order of the names. */
  latest(): Promise<readonly DomainState[]>;
  domain(domain: string): Promise<DomainState | null>;
  /** The newest first. */
  runsOf(domain: string, atMost?: number): Promise<readonly StoredRun[]>;
  /** All runs, or those of one domain, in the order in which they were recorded, some hundred at a time. */
  pages(domain?: string): AsyncIterable<readonly StoredRun[]>;
  /** Returns how many runs there were. */
  removeDomain(domain: string): Promise<number>;
  /** By the id of its report. */
  removeReport(report: string): Promise<number>;
  countBefore(time: string): Promise<number>;
  /** Ids of the reports of runs that started before. */
  reportsBefore(time: string): Promise<readonly string[]>;
  /** Runs that started before. What ended before is no longer told either. */
  removeBefore(time: string): Promise<number>;
  size(): Promise<HistorySize>;
  /** Everything, with the file. */
  clear(): Promise<void>;
}

const PAGE = 500;

export function createHistoryStore(history: HistoryFile): HistoryStore {
  const { perform } = history;
  return {
    file: history.file,
    record: (runs) => perform((database) => record(database, runs)),
    latest: () => perform((database) => database.all(`${states} ORDER BY domains.domain`).flatMap(stateOf)),
    domain: (domain) => perform((database) => domainState(database, domain)),
    runsOf: (domain, atMost = PAGE) =>
      perform((database) =>
        database
          .all('SELECT id, summary FROM runs WHERE domain = ? ORDER BY started_at DESC, id DESC LIMIT ?', [
            domain,
            atMost,
          ])
          .flatMap(runOf),
      ),
    pages: (domain) => pages(history, domain),
    removeDomain: (domain) => perform((database) => remove(database, 'domain = ?', domain)),
    removeReport: (report) =>
      perform((database) => {
        const domains = database.all('SELECT domain FROM runs WHERE report = ?', [report]);
        const removed = remove(database, 'report = ?', report);
        for (const { domain } of domains) foldAgain(database, String(domain));
        return removed;
      }),
    countBefore: (time) => perform((database) => count(database, 'started_at < ?', time)),
    reportsBefore: (time) =>
      perform((database) =>
        database
          .all('SELECT report FROM runs WHERE report IS NOT NULL AND started_at < ?', [time])
          .map(({ report }) => String(report)),
      ),
    removeBefore: (time) => perform((database) => removeBefore(database, time)),
    size: () =>
      perform((database) => {
        const counts = database.get(
          'SELECT (SELECT count(*) FROM runs) AS runs, (SELECT count(*) FROM domains) AS domains, (SELECT min(started_at) FROM runs) AS oldest',
        );
        const oldest = counts?.['oldest'];
        return {
          runs: Number(counts?.['runs'] ?? 0),
          domains: Number(counts?.['domains'] ?? 0),
          oldest: typeof oldest === 'string' ? oldest : null,
        };
      }),
    clear: () => history.delete(),
  };
}

const states = `SELECT runs.id AS id, runs.summary AS summary, domains.trend AS trend, registrations.registered, registrations.expires_at
   FROM domains JOIN runs ON runs.id = domains.latest LEFT JOIN registrations ON registrations.domain = domains.domain`;

/** A row that was written by somebody else is left out, not deleted. */
function runOf(row: Row): readonly StoredRun[] {
  const summary = runSummarySchema.safeParse(parsed(row['summary']));
  return summary.success ? [{ id: Number(row['id']), summary: summary.data }] : [];
}

function stateOf(row: Row): readonly DomainState[] {
  const trend = domainTrendSchema.safeParse(parsed(row['trend']));
  return trend.success
    ? runOf(row).map(({ id, summary }) => ({
        run: { id, summary: withRegistration(summary, row) },
        trend: trend.data,
      }))
    : [];
}

/** A run asks the registry where that decides something; what it said at other times completes the calendar. */
function withRegistration(summary: RunSummary, row: Row): RunSummary {
  const { registered: name, expires_at: at } = row;
  const isKnown = summary.expiries.some(({ kind }) => kind === 'domain');
  if (isKnown || typeof name !== 'string' || typeof at !== 'string') return summary;
  const ends = { kind: 'domain', at, names: [name], shownBy: [], fingerprint: null } as const;
  return { ...summary, expiries: [...summary.expiries, ends].sort((a, b) => (a.at < b.at ? -1 : 1)) };
}

function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return null;
  }
}

const domainState = (database: Database, domain: string): DomainState | null =>
  database.all(`${states} WHERE domains.domain = ?`, [domain]).flatMap(stateOf)[0] ?? null;

function record(database: Database, runs: readonly RunSummary[]): readonly DomainState[] {
  for (const run of runs) {
    const known =
      run.report === null ? null : database.get('SELECT domain FROM runs WHERE report = ?', [run.report]);
    database.run(
      `INSERT INTO runs (report, domain, started_at, summary) VALUES (?, ?, ?, ?)
       ON CONFLICT (report) DO UPDATE SET domain = excluded.domain, started_at = excluded.started_at, summary = excluded.summary`,
      [run.report, run.domain, run.startedAt, JSON.stringify(run)],
    );
    const before = domainState(database, run.domain);
    const isNext = known === null && (before === null || before.trend.lastSeen < run.startedAt);
    if (isNext) setState(database, withRun(before?.trend ?? null, run));
    else foldAgain(database, run.domain);
    if (known !== null && known['domain'] !== run.domain) foldAgain(database, String(known['domain']));
  }
  return [...new Set(runs.map(({ domain }) => domain))].flatMap(
    (domain) => domainState(database, domain) ?? [],
  );
}

function setState(database: Database, trend: DomainTrend): void {
  database.run(
    `INSERT INTO domains (domain, latest, trend)
     VALUES (?1, (SELECT id FROM runs WHERE domain = ?1 ORDER BY started_at DESC, id DESC LIMIT 1), ?2)
     ON CONFLICT (domain) DO UPDATE SET latest = excluded.latest, trend = excluded.trend`,
    [trend.domain, JSON.stringify(trend)],
  );
}

/** From all its runs, when one came late or went. */
function foldAgain(database: Database, domain: string): void {
  const runs = database.all('SELECT id, summary FROM runs WHERE domain = ? ORDER BY started_at', [domain]);
  const trend = trendOf(runs.flatMap(runOf).map(({ summary }) => summary));
  if (trend === null) database.run('DELETE FROM domains WHERE domain = ?', [domain]);
  else setState(database, trend);
}

const count = (database: Database, where: string, value: string): number =>
  Number(database.get(`SELECT count(*) AS runs FROM runs WHERE ${where}`, [value])?.['runs'] ?? 0);

function remove(database: Database, where: string, value: string): number {
  const removed = count(database, where, value);
  database.run(`DELETE FROM runs WHERE ${where}`, [value]);
  return removed;
}

function removeBefore(database: Database, time: string): number {
  const concerned = database.all('SELECT DISTINCT domain FROM runs WHERE started_at < ?', [time]);
  const removed = remove(database, 'started_at < ?', time);
  for (const { domain } of concerned) {
    const state = domainState(database, String(domain));
    if (state !== null) setState(database, trendSince(state.trend, time));
  }
  return removed;
}

async function* pages({ perform }: HistoryFile, domain?: string): AsyncGenerator<readonly StoredRun[]> {
  const where = domain === undefined ? '' : 'AND domain = ?';
  let last = 0;
  for (;;) {
    const rows = await perform((database) =>
      database.all(`SELECT id, summary FROM runs WHERE id > ? ${where} ORDER BY id LIMIT ${PAGE}`, [
        last,
        ...(domain === undefined ? [] : [domain]),
      ]),
    );
    if (rows.length === 0) return;
    yield rows.flatMap(runOf);
    last = Number(rows.at(-1)?.['id']);
  }
}
