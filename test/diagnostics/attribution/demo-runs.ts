/** Runs in the demo host as the program makes them: with its levels, and with the demo provider's pack or none. */
import { readFile } from 'node:fs/promises';
import { completePack, loadLevels, loadPacks, parsePack } from '../../../diagnostics/index.ts';
import type { Report } from '../../../diagnostics/model/report.ts';
import { diagnose, resourcesDir } from '../../support/run-factories.ts';

const levels = await loadLevels(resourcesDir);
const { vocabulary } = await loadPacks(`${resourcesDir}/providers`);
const parsed = parsePack(await readFile(`${resourcesDir}/demo/demo-hosting.pack.json`, 'utf8'));
if (!parsed.ok) throw new Error('The demo pack is not valid.');
const pack = completePack(parsed.pack, vocabulary);

const reportOf = async (faults: readonly string[], packs: readonly (typeof pack)[]): Promise<Report> =>
  (await diagnose({ faults, options: { levels, packs } })).report;

export const withPack = (...faults: readonly string[]): Promise<Report> => reportOf(faults, [pack]);
export const withoutPack = (...faults: readonly string[]): Promise<Report> => reportOf(faults, []);

/** Silence takes its time, and many runs share one thread. */
export const RUN_TIMEOUT_MS = 40_000;
