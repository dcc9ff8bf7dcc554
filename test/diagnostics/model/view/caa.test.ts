import { describe, expect, it } from 'vitest';
import { caaClimb, caaVerdict, relevantCaa } from '../../../../diagnostics/model/view/caa.ts';
import type { DnsRecord } from '../../../../diagnostics/model/observations/dns.ts';
import { aRecord, fromPublic, fromServer, NS1 } from '../../../support/dns-factories.ts';
import { aFacts, aFailure, twice } from '../../../support/factories.ts';

const record = (tag: string, value: string, flags = 0, owner = 'example.test'): DnsRecord =>
  aRecord(owner, 'CAA', `${flags} ${tag} "${value}"`, { flags, tag, value });
const own = ['ca.test', 'other.test'];

describe('what CAA records say', () => {
  it.each<[string, readonly DnsRecord[], string, string]>([
    ['nothing of issuing', [record('iodef', 'mailto:a@example.test')], 'example.test', 'allowed'],
    ['the authority', [record('issue', 'ca.test')], 'example.test', 'allowed'],
    ['the authority in capitals', [record('issue', 'CA.Test')], 'example.test', 'allowed'],
    ['another authority', [record('issue', 'ca2.test')], 'example.test', 'forbidden'],
    ['nobody', [record('issue', ';')], 'example.test', 'forbidden'],
    [
      'nobody but one of the list',
      [record('issue', ';'), record('issue', 'other.test')],
      'example.test',
      'allowed',
    ],
    ['text without meaning counts as nobody', [record('issue', '%%%')], 'example.test', 'forbidden'],
    ['wildcards only, for a plain name', [record('issuewild', ';')], 'example.test', 'allowed'],
    ['wildcards only, for a wildcard', [record('issuewild', ';')], '*.example.test', 'forbidden'],
    [
      'a wildcard where only plain names are spoken of',
      [record('issue', 'ca.test')],
      '*.example.test',
      'allowed',
    ],
    [
      'issue does not speak of wildcards beside issuewild',
      [record('issue', 'ca.test'), record('issuewild', 'ca2.test')],
      '*.example.test',
      'forbidden',
    ],
    ['an unknown property', [record('tbs', 'x')], 'example.test', 'allowed'],
    ['an unknown critical property', [record('tbs', 'x', 128)], 'example.test', 'critical'],
    ['a known critical property', [record('issue', 'ca.test', 128)], 'example.test', 'allowed'],
    ['one account', [record('issue', 'ca.test; accounturi=https://ca.test/1')], 'example.test', 'account'],
    [
      'another way of proof',
      [record('issue', 'ca.test; validationmethods=dns-01')],
      'example.test',
      'method',
    ],
    [
      'ways of proof with HTTP',
      [record('issue', 'ca.test;validationmethods=dns-01,http-01')],
      'example.test',
      'allowed',
    ],
    [
      'one account of one authority and none of the other',
      [record('issue', 'ca.test; accounturi=https://ca.test/1'), record('issue', 'other.test')],
      'example.test',
      'allowed',
    ],
  ])('%s', (_, records, name, expected) => {
    expect(caaVerdict(records, own, name)).toBe(expected);
  });
});

describe('the climb', () => {
  it('goes from the name to the top-level domain; a wildcard begins below itself', () => {
    expect(caaClimb('www.shop.example.test')).toEqual([
      'www.shop.example.test',
      'shop.example.test',
      'example.test',
      'test',
    ]);
    expect(caaClimb('*.example.test')).toEqual(['example.test', 'test']);
  });

  const parent = [record('issue', 'ca.test')];
  it('takes the nearest records', () => {
    const facts = aFacts({
      observations: [
        fromServer(NS1, 'www.example.test', 'CAA', []),
        fromServer(NS1, 'example.test', 'CAA', parent),
      ],
    });
    expect(relevantCaa(facts, 'www.example.test')).toMatchObject({ status: 'found', owner: 'example.test' });
  });

  it('follows an alias: the records of its target count for the name (RFC 8659 section 3)', () => {
    const alias = aRecord('www.example.test', 'CNAME', 'edge.cdn.test');
    const facts = aFacts({
      observations: [
        fromServer(NS1, 'www.example.test', 'CAA', [alias]),
        fromPublic('www.example.test', 'CAA', [alias, record('issue', 'cdn.test', 0, 'edge.cdn.test')]),
        fromServer(NS1, 'example.test', 'CAA', parent),
      ],
    });
    expect(relevantCaa(facts, 'www.example.test')).toMatchObject({
      status: 'found',
      owner: 'www.example.test',
      records: [{ name: 'edge.cdn.test' }],
    });
  });

  it('does not climb past a step that nobody answered', () => {
    const failed = twice(
      fromPublic('www.example.test', 'CAA', { failure: aFailure('dns_servfail', 'exchange') }),
    );
    const facts = aFacts({ observations: [...failed, fromServer(NS1, 'example.test', 'CAA', parent)] });
    expect(relevantCaa(facts, 'www.example.test')).toMatchObject({
      status: 'unknown',
      failedAt: { failure: { code: 'dns_servfail' } },
    });
  });

  it('finds none when every step up to the top-level domain has none', () => {
    const facts = aFacts({
      observations: [fromServer(NS1, 'example.test', 'CAA', []), fromPublic('test', 'CAA', [])],
    });
    expect(relevantCaa(facts, 'example.test')).toMatchObject({ status: 'none' });
  });
});
