/** The history: list, view, answer, compare, open, delete; and what lies on the disk. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { compareReports, inertJson, redactReport } from '../../diagnostics/index.ts';
import { bindingOf, isSound } from '../services/opened-report.ts';
import { openReportFile } from '../services/report-files.ts';
import { keptRequest } from '../services/request-store.ts';
import { loadIdentity } from '../services/sealed-report.ts';
import { accepted, refusal } from '../services/said-error.ts';
import type { EngineContext } from './context.ts';
import { cutOffRuns } from './journal.ts';
import { judgeAgain, type OpenReport, type OpenReports } from './open-reports.ts';
import type { PackShelf } from './pack-shelf.ts';
import type { EngineHandlers, EngineInput } from './protocol.ts';
import type { ReportStore } from './report-store.ts';
import { comparisonView } from './views/comparison-view.ts';
import { entryView, reportView } from './views/report-view.ts';

type Own = Extract<keyof EngineHandlers, `reports:${string}`> | 'report:open' | 'report:unlock';
type Privacy = 'privacy:storage' | 'privacy:delete-all';

export interface ReportParts {
  readonly context: EngineContext;
  readonly packs: PackShelf;
  readonly store: ReportStore;
  readonly reports: OpenReports;
}

export const reportHandlers = ({
  context,
  packs,
  store,
  reports,
}: ReportParts): Pick<EngineHandlers, Own> => ({
  'reports:list': async ({ language, search }) => {
    const t = context.inWindow(language);
    const known = (await packs.knowledge(true)).packs;
    const words = search
      .toLowerCase()
      .split(/\s+/u)
      .filter((word) => word !== '');
    return (await store.list())
      .map((entry) => entryView(entry, known, t))
      .filter((entry) => {
        const text = `${entry.displayName} ${entry.headline} ${entry.provider}`.toLowerCase();
        return words.every((word) => text.includes(word));
      });
  },
  'reports:view': async ({ id, language }) =>
    reportView(
      { id, now: Date.parse(context.now()), ...(await reports.open(id)) },
      context.inWindow(language),
    ),
  'reports:observation': async ({ id, observation }) => {
    const { report } = await reports.open(id);
    const found = report.observations.find((each) => each.id === observation);
    if (!found) throw refusal('app.error.unknown_observation');
    return inertJson(found, 2);
  },
  'reports:answer': async ({ id, language, facts }) => {
    const t = context.translator(language);
    const opened = await reports.answer(id, facts, t);
    return reportView({ id, now: Date.parse(context.now()), ...opened }, context.inWindow(language));
  },
  'reports:compare': async ({ left, right, language }) => {
    const [first, second] = [await reports.open(left), await reports.open(right)];
    const { levels } = await packs.knowledge(false);
    const { toolVersion } = context;
    const options = { packs: first.packs, levels, toolVersion, now: context.now() };
    const comparison = accepted(compareReports(first.report, second.report, options));
    return comparisonView(
      { ...comparison, merged: redactReport(comparison.merged) },
      [originOf(first), originOf(second)],
      context.inWindow(language),
    );
  },
  'reports:delete': async ({ id }) => {
    await store.remove(id);
    reports.forget();
    return null;
  },
  'reports:open-file': (input) => openFile({ context, packs, store }, input),
  'report:open': (input) => openFile({ context, packs, store }, input),
  'report:unlock': async ({ id, identity }) => {
    await store.unlock(id, accepted(await loadIdentity(identity)));
    return null;
  },
});

const originOf = ({ entry, report }: OpenReport) => ({ origin: entry.origin, askedBy: report.askedBy });

/** What is damaged, sealed for others, edited or not what was asked for ends here, and is not kept. */
async function openFile(
  { context, packs, store }: Omit<ReportParts, 'reports'>,
  { path, language, identity, request }: EngineInput<'report:open'>,
): Promise<{ readonly id: string }> {
  const keys = identity === undefined ? null : accepted(await loadIdentity(identity));
  const file = accepted(await openReportFile(path, keys));
  const asked = request === undefined ? null : await keptRequest(context.folder, 'made', request);
  if (request !== undefined && asked === null) throw refusal('request.refused.unknown');
  const binding = await bindingOf(file, asked, context.folder);
  const isRefused = asked === null ? binding.state === 'edited' : !isSound(binding);
  if (isRefused)
    throw refusal(`request.binding.${binding.state}`, { reference: binding.request?.reference ?? '' });
  const options = { t: context.translator(language), packs: (await packs.knowledge(false)).packs };
  return { id: await store.addFile(file, options) };
}

export const privacyHandlers = ({
  context,
  packs,
  store,
  reports,
}: ReportParts): Pick<EngineHandlers, Privacy> => ({
  'privacy:storage': async () => {
    const { runs, oldest } = await context.history.size();
    return { folder: context.folder, ...(await store.size()), runs, oldest };
  },
  'privacy:delete-all': async () => {
    await store.clear();
    await packs.clear();
    for (const own of ['private', 'requests'])
      await rm(join(context.folder, own), { recursive: true, force: true });
    for (const run of await cutOffRuns(context.folder)) await run.remove();
    reports.forget();
    return null;
  },
});

/** Runs that were cut off become reports of what they had seen; returns their ids, the newest first. */
export async function recoverRuns({
  context,
  packs,
  store,
}: Omit<ReportParts, 'reports'>): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const { report, isDemo, remove } of await cutOffRuns(context.folder)) {
    const knowledge = await packs.knowledge(isDemo);
    const judged = judgeAgain(context, report, knowledge.packs, knowledge);
    ids.push(await store.add(judged, 'mid_run', { t: context.translator('en'), packs: knowledge.packs }));
    await remove();
  }
  return ids;
}
