import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadNetworkData } from '../../../diagnostics/run/network-data.ts';

const resources = fileURLToPath(new URL('../../../resources', import.meta.url));
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'faultline-network-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function overlay(content: unknown): string {
  const file = join(folder, 'overlay.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

async function builtIn() {
  const result = await loadNetworkData(resources);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.data;
}

const operatorsOf = (entries: readonly { readonly operator: string }[]): number =>
  new Set(entries.map(({ operator }) => operator)).size;

describe('the built-in data', () => {
  it('is enough for the rules that use it', async () => {
    const data = await builtIn();
    expect(data.rootServers).toHaveLength(13);
    for (const { addresses } of data.rootServers)
      expect(addresses.map((address) => address.includes(':'))).toEqual([false, true]);
    expect(operatorsOf(data.publicResolvers)).toBeGreaterThanOrEqual(4);
    for (const family of [4, 6])
      expect(operatorsOf(data.anchors.filter((anchor) => anchor.family === family))).toBeGreaterThanOrEqual(
        3,
      );
    expect(new Set(data.anchorNames.map((name) => name.split('.').at(-1))).size).toBeGreaterThanOrEqual(3);
    expect(operatorsOf(data.captivePortals)).toBeGreaterThanOrEqual(3);
    expect(
      operatorsOf(data.timeSources.filter(({ address }) => !address.includes(':'))),
    ).toBeGreaterThanOrEqual(3);
    expect(operatorsOf(data.tlsControlSites)).toBeGreaterThanOrEqual(2);
  });

  it('knows two operators for few ports, as the README says', async () => {
    const { anchors, portListeners } = await builtIn();
    const ports = [21, 22, 25, 80, 110, 143, 443, 465, 587, 993, 995, 2083, 8443];
    const known = (family: 4 | 6, least: number, most: number) =>
      ports.filter((port) => {
        const listening = [
          ...anchors.filter((each) => each.port === port),
          ...portListeners.filter((each) => each.ports.includes(port)),
        ];
        const operators = operatorsOf(listening.filter((each) => each.family === family));
        return operators >= least && operators <= most;
      });
    expect(known(4, 2, 99)).toEqual([21, 80, 443]);
    expect(known(6, 2, 99)).toEqual([443]);
    expect(known(4, 1, 1)).toEqual([22, 25, 110, 143, 465, 587, 993, 995, 8443]);
    expect(known(6, 1, 1)).toEqual([21, 80]);
  });

  it('can ask each resolver by the name in its DoH address', async () => {
    for (const { name, doh } of (await builtIn()).publicResolvers)
      expect(new URL(doh ?? '').hostname).toBe(name);
  });
});

describe('an overlay', () => {
  it('replaces list by list', async () => {
    const rootServers = [{ name: 'ns.lab', addresses: ['10.0.0.1'] }];
    const result = await loadNetworkData(resources, overlay({ schemaVersion: 1, rootServers, anchors: [] }));
    expect(result).toEqual({ ok: true, data: { ...(await builtIn()), rootServers, anchors: [] } });
  });

  it('may begin with a byte order mark', async () => {
    expect(await loadNetworkData(resources, overlay('\uFEFF{"schemaVersion":1}'))).toEqual({
      ok: true,
      data: await builtIn(),
    });
  });

  const anchor = { operator: 'Lab', name: 'a.lab', address: '10.0.0.1', family: 4, port: 443 };
  it.each([
    ['bad JSON', '{"schemaVersion": 1,}', 'bad_json', undefined],
    ['no object', '[]', 'wrong_value', '.'],
    ['no version', {}, 'wrong_value', 'schemaVersion'],
    ['another version', { schemaVersion: 2 }, 'wrong_value', 'schemaVersion'],
    ['an unknown list', { schemaVersion: 1, ancors: [] }, 'unknown_key', 'ancors'],
    [
      'an unknown key within',
      { schemaVersion: 1, anchors: [anchor, { ...anchor, ip: 'x' }] },
      'unknown_key',
      'anchors[1].ip',
    ],
    [
      'a wrong port',
      { schemaVersion: 1, anchors: [{ ...anchor, port: 70_000 }] },
      'wrong_value',
      'anchors[0].port',
    ],
    [
      'a missing value',
      { schemaVersion: 1, anchors: [{ ...anchor, operator: undefined }] },
      'wrong_value',
      'anchors[0].operator',
    ],
    [
      'a name for an address',
      { schemaVersion: 1, anchors: [{ ...anchor, address: 'a.lab' }] },
      'wrong_value',
      'anchors[0].address',
    ],
    [
      'the wrong family',
      { schemaVersion: 1, anchors: [{ ...anchor, family: 6 }] },
      'wrong_value',
      'anchors[0].family',
    ],
    [
      'a bad address in a list',
      { schemaVersion: 1, rootServers: [{ name: 'a', addresses: ['10.0.0.1', '1.2.3'] }] },
      'wrong_value',
      'rootServers[0].addresses[1]',
    ],
    ['too much', ' '.repeat(1024 * 1024 + 1), 'too_large', undefined],
  ])('with %s is refused by name and place', async (_, content, kind, path) => {
    const file = overlay(content);
    const result = await loadNetworkData(resources, file);
    if (result.ok) throw new Error('was taken');
    expect(result.error.key).toBe(`network_data.${kind}`);
    expect(result.error.values['file']).toBe(file);
    expect(result.error.values['path']).toBe(path);
  });

  it('that is missing is refused too', async () => {
    const result = await loadNetworkData(resources, join(folder, 'none.json'));
    expect(result).toEqual({
      ok: false,
      error: {
        key: 'network_data.unreadable',
        values: { file: join(folder, 'none.json'), reason: 'ENOENT' },
      },
    });
    expect((await loadNetworkData(folder)).ok).toBe(false);
  });

  it('has words for each refusal', () => {
    const english = JSON.parse(readFileSync(join(resources, 'locales', 'target.en.json'), 'utf8')) as Record<
      string,
      string
    >;
    expect(Object.keys(english).filter((key) => key.startsWith('network_data.'))).toEqual(
      ['unreadable', 'too_large', 'bad_json', 'unknown_key', 'wrong_value'].map(
        (kind) => `network_data.${kind}`,
      ),
    );
  });
});
