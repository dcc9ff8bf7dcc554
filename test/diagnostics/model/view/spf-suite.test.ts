/** The evaluator against the test suite for RFC 7208 of openspf.org (`test/fixtures/spf`, with its licence): every case as it says. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { DnsRecord } from '../../../../diagnostics/model/observations/dns.ts';
import { canonicalAddress } from '../../../../diagnostics/model/view/addresses.ts';
import type { SpfLookup } from '../../../../diagnostics/model/view/spf/context.ts';
import { evaluateSpf } from '../../../../diagnostics/model/view/spf/evaluate.ts';
import { aRecord, mx } from '../../../support/dns-factories.ts';

type Entry = 'TIMEOUT' | Readonly<Record<string, string | readonly (string | number)[]>>;
interface SuiteCase {
  readonly helo: string;
  readonly host: string;
  readonly mailfrom: string;
  readonly result: string | readonly string[];
}
interface Section {
  readonly description: string;
  readonly tests: Readonly<Record<string, SuiteCase>>;
  readonly zonedata: Readonly<Record<string, readonly Entry[]>>;
}

const file = new URL('../../../fixtures/spf/rfc7208-tests.yml', import.meta.url);
const sections = parseAllDocuments(readFileSync(file, 'utf8'))
  .map((each) => each.toJS() as Section | null)
  .filter((each): each is Section => each !== null);

const listOf = (value: string | readonly (string | number)[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value.map(String);

function recordOf(name: string, type: string, value: string | readonly (string | number)[]): DnsRecord {
  if (type === 'MX') return mx(name, Number(value[0]), String(value[1]).toLowerCase().replace(/\.$/, ''));
  const text = type === 'TXT' ? listOf(value).join('') : listOf(value)[0]!.toLowerCase().replace(/\.$/, '');
  return aRecord(name, type, text, type === 'TXT' ? { text } : undefined);
}

/** Records of type SPF stand for TXT where no TXT is given, as the head of the suite says. */
function lookupIn(zonedata: Section['zonedata']): SpfLookup {
  const zones = new Map(Object.entries(zonedata).map(([name, entries]) => [name.toLowerCase(), entries]));
  const lookUp = (name: string, type: string, hops = 0): ReturnType<SpfLookup> => {
    const entries = zones.get(name) ?? [];
    const hasText = entries.some((each) => each !== 'TIMEOUT' && 'TXT' in each);
    const found = entries.flatMap((each): readonly DnsRecord[] => {
      if (each === 'TIMEOUT') return [];
      const value = each[type] ?? (type === 'TXT' && !hasText ? each['SPF'] : undefined);
      return value === undefined || value === 'NONE' ? [] : [recordOf(name, type, value)];
    });
    if (found.length > 0) return { status: 'found', records: found };
    const alias = entries.flatMap((each) => (each === 'TIMEOUT' ? [] : listOf(each['CNAME'])))[0];
    if (alias !== undefined && hops < 8) return lookUp(alias.toLowerCase(), type, hops + 1);
    return { status: entries.includes('TIMEOUT') ? 'unknown' : 'none', records: [] };
  };
  return ({ name, type }) => lookUp(name, type);
}

function resultOf({ helo, host, mailfrom }: SuiteCase, lookup: SpfLookup): string {
  const sender = mailfrom === '' ? `postmaster@${helo}` : mailfrom;
  const at = sender.lastIndexOf('@');
  return evaluateSpf(
    {
      address: canonicalAddress(host),
      domain: sender.slice(at + 1).toLowerCase(),
      helo,
      ...(at > 0 ? { localPart: sender.slice(0, at) } : {}),
    },
    lookup,
  ).result;
}

const verdicts = sections.flatMap(({ tests, zonedata }) => {
  const lookup = lookupIn(zonedata);
  return Object.entries(tests).map(([id, test]) => {
    const wanted = typeof test.result === 'string' ? [test.result] : test.result;
    const found = resultOf(test, lookup);
    return { id, wanted, found, isAgreed: wanted.includes(found) };
  });
});

describe('the openspf.org suite for RFC 7208', () => {
  it('is judged as it says', () => {
    const other = verdicts.filter(({ isAgreed }) => !isAgreed);
    expect(other.map(({ id, wanted, found }) => `${id}: ${found}, not ${wanted.join(' or ')}`)).toEqual([]);
  });

  it('has some two hundred cases', () => {
    expect(verdicts.length).toBeGreaterThan(200);
  });
});
