import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { rootCauses } from '../../../diagnostics/model/root-causes.ts';
import {
  decideScope,
  lintPack,
  loadVocabulary,
  matchProvider,
  parsePack,
  type ProviderPack,
} from '../../../diagnostics/scope/index.ts';
import { listDemoFaults } from '../../../main/demo-host/index.ts';
import { addresses, resourcesDir } from './demo-client.ts';

const readPackText = () => readFile(`${resourcesDir}/demo/demo-hosting.pack.json`, 'utf8');

async function readPack(): Promise<ProviderPack> {
  const parsed = parsePack(await readPackText());
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.pack;
}

describe('the pack of the demo provider', () => {
  it('has no mistakes, and its worked examples come out as written', async () => {
    const vocabulary = await loadVocabulary(`${resourcesDir}/providers`);
    expect(lintPack(await readPackText(), vocabulary).problems).toEqual([]);
  });

  it.each([
    { addresses: [addresses.web] },
    { addresses: ['2a0e:db8:20::10'] },
    { nameServers: ['ns2.demo-hosting.test'] },
    { mailHosts: ['mail1.demo-hosting.test.'] },
  ])('recognises the demo provider by %o', async (traces) => {
    const nothing = { nameServers: [], addresses: [], hostNames: [], mailHosts: [] };
    expect(matchProvider({ ...nothing, ...traces }, [await readPack()])?.pack.id).toBe('demo-hosting');
  });

  it('has a clause for every default fault of the demo', async () => {
    const pack = await readPack();
    const chosen = (await listDemoFaults(resourcesDir)).filter(({ isDefault }) => isDefault);
    const decisions = chosen.map(({ id, expected: { rootCause, faultDomain } }) => {
      const { topic } = rootCauses[rootCause];
      const at = '2026-06-05T13:00:00Z';
      const question = {
        pack,
        product: 'web-hosting',
        tier: null,
        topic,
        rootCause,
        faultDomain,
        facts: {},
        at,
      };
      return [id, decideScope(question).decision];
    });
    expect(Object.fromEntries(decisions)).toEqual({
      'expired-certificate': 'supported',
      'missing-intermediate': 'supported',
      'passive-private-address': 'supported',
      'mx-without-address': 'conditional',
      'port25-rejected': 'not_supported',
    });
  });
});
