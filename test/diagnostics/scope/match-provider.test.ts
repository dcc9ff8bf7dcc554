import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import {
  isInRange,
  matchesHost,
  matchProvider,
  parsePack,
  type ProviderPack,
  type ProviderTraces,
} from '../../../diagnostics/scope/index.ts';
import { fixturesDirectory, library } from './library.ts';

const parsed = parsePack(await readFile(path.join(fixturesDirectory, 'valid-minimal.json'), 'utf8'));
if (!parsed.ok) throw new Error('the fixture is valid');
const { pack } = parsed;
const none: ProviderTraces = { nameServers: [], addresses: [], hostNames: [], mailHosts: [] };
const match = (traces: Partial<ProviderTraces>, packs: readonly ProviderPack[] = [pack]) => {
  const found = matchProvider({ ...none, ...traces }, packs);
  return found === null ? null : [found.pack.id, found.recognisedBy.key, found.recognisedBy.values['value']];
};

test.each([
  [
    { addresses: ['198.51.100.1', '192.0.2.77'] },
    ['valid-minimal', 'scope.recognised.address', '192.0.2.77'],
  ],
  [{ addresses: ['2001:db8::1'] }, ['valid-minimal', 'scope.recognised.address', '2001:db8::1']],
  [
    { nameServers: ['NS1.DNS.Example.test.'] },
    ['valid-minimal', 'scope.recognised.nameServer', 'ns1.dns.example.test'],
  ],
  [
    { hostNames: ['web7.servers.example.test'] },
    ['valid-minimal', 'scope.recognised.hostName', 'web7.servers.example.test'],
  ],
  [{ mailHosts: ['mail.example.test'] }, ['valid-minimal', 'scope.recognised.mailHost', 'mail.example.test']],
  [{ nameServers: ['dns.example.test', 'notdns.example.test'] }, null],
  [{}, null],
] as const)('%j', (traces, expected) => {
  expect(match(traces)).toEqual(expected);
});

test('an address says more than a name server', () => {
  const other: ProviderPack = {
    ...pack,
    id: 'other',
    identity: { ...pack.identity, addressRanges: ['203.0.113.0/24'], nameServers: [] },
  };
  expect(match({ nameServers: ['a.dns.example.test'], addresses: ['203.0.113.5'] }, [pack, other])?.[0]).toBe(
    'other',
  );
});

test('two packs that fit equally well are no match', () => {
  expect(match({ addresses: ['192.0.2.1'] }, [pack, { ...pack, id: 'twin' }])).toBeNull();
});

test('the shipped packs know no platform facts yet, so they match nothing', () => {
  expect(match({ addresses: ['192.0.2.1'], nameServers: ['ns1.webcanyon.eu'] }, library.packs)).toBeNull();
});

test.each([
  ['192.0.2.255', '192.0.2.0/24', true],
  ['192.0.3.0', '192.0.2.0/24', false],
  ['10.0.0.1', '0.0.0.0/0', true],
  ['192.0.2.1', '192.0.2.1/32', true],
  ['192.0.2.01', '192.0.2.0/24', false],
  ['2001:db8:ffff::', '2001:db8::/32', true],
  ['2001:db9::', '2001:db8::/32', false],
  ['::ffff:192.0.2.1', '::ffff:192.0.2.0/120', true],
  ['192.0.2.1', '::/0', false],
  ['1::2::3', '::/0', false],
  ['nonsense', '0.0.0.0/0', false],
])('%s in %s: %s', (address, range, expected) => {
  expect(isInRange(address, range)).toBe(expected);
});

test.each([
  ['*.example.net', 'a.b.example.net', true],
  ['*.example.net', 'example.net', false],
  ['*.example.net', 'badexample.net', false],
  ['example.net', 'Example.NET.', true],
])('%s covers %s: %s', (pattern, name, expected) => {
  expect(matchesHost(pattern, name)).toBe(expected);
});
