/** Runs in the demo host as the program makes them: with its levels, and with the demo provider's pack or none. */
import { readFile } from 'node:fs/promises';
import { completePack, loadLevels, loadPacks, parsePack } from '../../../diagnostics/index.ts';
import type { Report } from '../../../diagnostics/model/report.ts';
import { diagnose, resourcesDir } from '../../support/run-factories.ts';

const levels = await loadLevels(resourcesDir);
const { vocabulary } = await loadPacks(`${resourcesDir}/providers`);
async function readPack(file: string): Promise<ReturnType<typeof completePack>> {
  const parsed = parsePack(await readFile(file, 'utf8'));
  if (!parsed.ok) throw new Error(`The pack ${file} is not valid.`);
  return completePack(parsed.pack, vocabulary);
}
const pack = await readPack(`${resourcesDir}/demo/demo-hosting.pack.json`);
const labPack = await readPack(`${resourcesDir}/../test/lab/provider-pack.json`);

/** All that is needed to judge a recorded run again, of the demo or of the lab. */
export const judging = { levels, packs: [pack, labPack], toolVersion: 'test' };

const reportOf = async (faults: readonly string[], packs: readonly (typeof pack)[]): Promise<Report> =>
  (await diagnose({ faults, options: { levels, packs } })).report;

export const withPack = (...faults: readonly string[]): Promise<Report> => reportOf(faults, [pack]);
export const withoutPack = (...faults: readonly string[]): Promise<Report> => reportOf(faults, []);

/** Silence takes its time, and many runs share one thread. */
export const RUN_TIMEOUT_MS = 120_000;
