/**
 * Reports as they count now: our own as they were judged, those that came in a file judged again by today's rules with the answers given
 * since. Judging takes longer than looking, so the last few stay at hand.
 */
import { redactReport, type Manifest, type ProviderPack, type Translator } from '../../diagnostics/index.ts';
import type { Report } from '../../diagnostics/model/report.ts';
import { bindingOf, type Binding } from '../services/opened-report.ts';
import { withReportPack, type Knowledge } from '../services/knowledge.ts';
import type { EngineContext } from './context.ts';
import type { PackShelf } from './pack-shelf.ts';
import type { StoredEntry } from './report-index.ts';
import type { ReportStore } from './report-store.ts';

export interface OpenReport {
  readonly entry: StoredEntry;
  readonly report: Report;
  /** As it came in a file; null for a report of our own. */
  readonly original: Report | null;
  /** Of the file in which it came; null for bare JSON, and for a report of our own. */
  readonly manifest: Manifest | null;
  readonly binding: Binding;
  /** The installed packs, with the one that came along where none has its id. */
  readonly packs: readonly ProviderPack[];
}

export interface OpenReports {
  open(id: string): Promise<OpenReport>;
  /** Judged again with further answers. */
  answer(id: string, facts: StoredEntry['facts'], t: Translator): Promise<OpenReport>;
  /** After anything that a judgement rests on has changed. */
  forget(): void;
}

const AT_HAND = 4;

export function openReports(context: EngineContext, shelf: PackShelf, store: ReportStore): OpenReports {
  const atHand = new Map<string, Promise<OpenReport>>();

  const load = async (id: string): Promise<OpenReport> => {
    const { entry, report, pack, manifest } = await store.read(id);
    const knowledge = await shelf.knowledge(false);
    const packs = withReportPack(knowledge, pack);
    if (entry.origin !== 'file')
      return {
        entry,
        report,
        original: null,
        packs,
        manifest: null,
        binding: { state: 'none', request: null },
      };
    return {
      entry,
      report: judgeAgain(context, withFacts(report, entry.facts), packs, knowledge),
      original: report,
      packs,
      manifest,
      binding: await bindingOf({ report, manifest }, null, context.folder),
    };
  };
  const open = (id: string): Promise<OpenReport> => {
    const known = atHand.get(id) ?? load(id);
    atHand.delete(id); // the latest stands last
    atHand.set(id, known);
    known.catch(() => atHand.delete(id));
    for (const oldest of [...atHand.keys()].slice(0, -AT_HAND)) atHand.delete(oldest);
    return known;
  };

  return {
    open,
    answer: async (id, facts, t) => {
      const { entry, report, packs } = await open(id);
      if (entry.origin === 'file') await store.setFacts(id, { ...entry.facts, ...facts });
      else {
        const again = judgeAgain(context, withFacts(report, facts), packs, await shelf.knowledge(false));
        await store.replace(id, again, { t, packs });
      }
      atHand.delete(id);
      return open(id);
    },
    forget: () => atHand.clear(),
  };
}

/** By today's rules, and swept once more. */
export const judgeAgain = (
  { engine, toolVersion, now }: EngineContext,
  report: Report,
  packs: readonly ProviderPack[],
  { levels }: Knowledge,
): Report => redactReport(engine.judge(report, { packs, levels, toolVersion, now: now() }));

const withFacts = (report: Report, facts: StoredEntry['facts']): Report => ({
  ...report,
  request: { ...report.request, facts: { ...report.request.facts, ...facts } },
});
