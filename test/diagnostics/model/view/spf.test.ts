import { describe, expect, it } from 'vitest';
import type { DnsRecord } from '../../../../diagnostics/model/observations/dns.ts';
import { evaluateSpf } from '../../../../diagnostics/model/view/spf/evaluate.ts';
import type { SpfLookup } from '../../../../diagnostics/model/view/spf/context.ts';
import { expandDomain, type MacroValues } from '../../../../diagnostics/model/view/spf/macros.ts';
import { parseSpf } from '../../../../diagnostics/model/view/spf/record.ts';
import { aRecord, mx, txt } from '../../../support/dns-factories.ts';

/** Owner and type to records; `fails` for a lookup that fails, absent for a name that does not exist. */
type Zone = Readonly<Record<string, readonly DnsRecord[] | 'fails' | 'unasked'>>;

const lookupIn =
  (zone: Zone): SpfLookup =>
  ({ name, type }) => {
    const found = zone[`${name} ${type}`];
    if (found === 'fails') return { status: 'unknown', records: [] };
    if (found === 'unasked') return { status: 'unasked', records: [] };
    return found === undefined ? { status: 'none', records: [] } : { status: 'found', records: found };
  };

const policy = (domain: string, text: string): Zone => ({ [`${domain} TXT`]: [txt(domain, text)] });
const a = (name: string, address: string): Zone => ({ [`${name} A`]: [aRecord(name, 'A', address)] });
const domain = 'example.com';

const check = (text: string, address: string | null, zone: Zone = {}) =>
  evaluateSpf({ address, domain }, lookupIn({ ...policy(domain, text), ...zone }));
const result = (text: string, address: string, zone: Zone = {}): string => {
  const { result: found, problems } = check(text, address, zone);
  return [found, ...problems.map((each) => each.code)].join(' ');
};

const [mine, other] = ['192.0.2.10', '198.51.100.7'];

describe('a policy, word by word (RFC 7208)', () => {
  it.each([
    ['v=spf1 ip4:192.0.2.0/24 -all', mine, 'pass'],
    ['v=spf1 ip4:192.0.2.0/24 -all', other, 'fail'],
    ['v=spf1 ip4:192.0.2.0/24 ~all', other, 'softfail'],
    ['v=spf1 ip4:192.0.2.0/24 ?all', other, 'neutral'],
    ['v=spf1 ip4:192.0.2.0/24', other, 'neutral'],
    ['V=SPF1 IP4:192.0.2.10 -ALL', mine, 'pass'],
    ['v=spf1 ip6:2001:db8::/32 -all', '2001:db8::1', 'pass'],
    ['v=spf1 ip6:2001:db8::/32 -all', mine, 'fail'],
    ['v=spf1 ip4:192.0.2.10 -all', '::ffff:192.0.2.10', 'pass'],
    ['v=spf1   ip4:192.0.2.10   -all  ', mine, 'pass'],
    ['v=spf1 -all ip4:192.0.2.10', mine, 'fail'],
    ['v=spf1 unknown=x%{d} +all', mine, 'pass'],
  ])('%s for %s gives %s', (text, address, expected) => {
    expect(result(text, address)).toBe(expected);
  });

  it.each([
    'v=spf1 ipv4:192.0.2.1 -all',
    'v=spf1 ip4:192.0.2.1/33 -all',
    'v=spf1 ip4:192.0.2 -all',
    'v=spf1 ip4: -all',
    'v=spf1 ip6:192.0.2.1 -all',
    'v=spf1 a/33 -all',
    'v=spf1 a//129 -all',
    'v=spf1 include -all',
    'v=spf1 include: -all',
    'v=spf1 include:example..com.1 -all',
    'v=spf1 all: -all',
    'v=spf1 a:%{x}.example.com -all',
    'v=spf1 a:%{d0}.example.com -all',
    'v=spf1 exists:%{c}.example.com -all',
    'v=spf1 redirect=a.example.com redirect=b.example.com',
    'v=spf1 redirect= -all',
    'v=spf1 a, mx -all',
    'v=spf1 -all;',
    "v=spf1 'include:a.example.com' -all",
  ])('%s is a syntax error', (text) => {
    expect(result(text, mine)).toBe('permerror syntax');
  });

  it.each([
    ['a', a(domain, mine), 'pass'],
    ['a/24', a(domain, '192.0.2.99'), 'pass'],
    ['a:mail.example.com//64', a('mail.example.com', mine), 'pass'],
    ['a', {}, 'fail'],
    ['a', { [`${domain} A`]: 'fails' } as Zone, 'temperror'],
    ['mx', { [`${domain} MX`]: [mx(domain, 10, 'mx.example.com')], ...a('mx.example.com', mine) }, 'pass'],
    ['mx', { [`${domain} MX`]: [mx(domain, 0, '.')] }, 'fail'],
    [
      'mx',
      { [`${domain} MX`]: Array.from({ length: 11 }, (_, n) => mx(domain, n, `mx${n}.example.com`)) },
      'permerror too_many_names',
    ],
    ['exists:%{ir}.%{v}._spf.%{d}', a('10.2.0.192.in-addr._spf.example.com', '127.0.0.2'), 'pass'],
    [
      'ptr',
      {
        '10.2.0.192.in-addr.arpa PTR': [aRecord('x', 'PTR', 'out.example.com')],
        ...a('out.example.com', mine),
      },
      'pass',
    ],
    ['ptr', { '10.2.0.192.in-addr.arpa PTR': [aRecord('x', 'PTR', 'out.example.com')] }, 'fail'],
    ['ptr', { '10.2.0.192.in-addr.arpa PTR': 'fails' } as Zone, 'fail'],
    ['include:b.example.net', policy('b.example.net', 'v=spf1 ip4:192.0.2.10 -all'), 'pass'],
    ['include:b.example.net', policy('b.example.net', 'v=spf1 -ip4:192.0.2.10 +all'), 'fail'],
    ['include:b.example.net', {}, 'permerror no_record'],
    ['include:b.example.net', { 'b.example.net TXT': 'fails' } as Zone, 'temperror'],
    ['include:b.example.net', policy('b.example.net', 'v=spf1 nonsense'), 'permerror syntax'],
  ] satisfies (readonly [string, Zone, string])[])('%s, then -all: %#', (term, zone, expected) => {
    expect(result(`v=spf1 ${term} -all`, mine, zone)).toBe(expected);
  });

  it('follows a redirect only when nothing matched and there is no all', () => {
    const target = policy('b.example.net', 'v=spf1 ip4:192.0.2.10 -all');
    expect(result('v=spf1 redirect=b.example.net', mine, target)).toBe('pass');
    expect(result('v=spf1 redirect=b.example.net ?all', mine, target)).toBe('neutral');
    expect(result('v=spf1 redirect=b.example.net', mine)).toBe('permerror no_record');
    expect(result('v=spf1 redirect=b.example.net exp=why.%{d}', other, target)).toBe('fail');
  });

  it('takes no record, several records and a failed lookup for three different things', () => {
    const of = (records: Zone[string]) =>
      evaluateSpf({ address: mine, domain }, lookupIn({ [`${domain} TXT`]: records })).result;
    expect([of([]), of([txt(domain, 'v=spf10 -all')]), of('fails')]).toEqual(['none', 'none', 'temperror']);
    expect(of([txt(domain, 'v=spf1 -all'), txt(domain, 'v=spf1 +all')])).toBe('permerror');
    expect(evaluateSpf({ address: mine, domain: 'localhost' }, lookupIn({})).result).toBe('none');
  });
});

describe('limits (RFC 7208 section 4.6.4)', () => {
  const includes = (count: number): string =>
    Array.from({ length: count }, (_, n) => `include:s${n}.example.net`).join(' ');
  const included = (count: number, text = 'v=spf1 ip4:203.0.113.1 -all'): Zone =>
    Object.assign({}, ...Array.from({ length: count }, (_, n) => policy(`s${n}.example.net`, text))) as Zone;

  it('allows ten terms that need DNS', () => {
    expect(result(`v=spf1 ${includes(10)} -all`, mine, included(10))).toBe('fail');
    expect(result(`v=spf1 ${includes(11)} -all`, mine, included(11))).toBe('permerror too_many_lookups');
    expect(result(`v=spf1 ip4:${mine} ${includes(11)} -all`, mine, included(11))).toBe('pass');
  });

  it('counts all terms for nobody in particular, those of included records too', () => {
    const nested = included(3, 'v=spf1 a:one.example.net mx:two.example.net -all');
    const cost = check(`v=spf1 ${includes(3)} ip4:192.0.2.1 exists:%{i}.example.net -all`, null, {
      ...nested,
      ...a('one.example.net', other),
      'two.example.net MX': [mx('two.example.net', 1, 'm.example.net')],
    });
    expect({ lookups: cost.lookups, voids: cost.voidLookups, problems: cost.problems }).toEqual({
      lookups: 10,
      voids: 0,
      problems: [],
    });
    expect(cost.terms.slice(0, 4).map(({ text, depth, lookups }) => `${depth} ${text} ${lookups}`)).toEqual([
      '0 include:s0.example.net 3',
      '1 a:one.example.net 1',
      '1 mx:two.example.net 1',
      '1 -all 0',
    ]);
  });

  it('goes on behind a broken term when it only counts', () => {
    const cost = check(`v=spf1 include:gone.example.net ${includes(2)} -all`, null, included(2));
    expect({ lookups: cost.lookups, problems: cost.problems.map((each) => each.code) }).toEqual({
      lookups: 3,
      problems: ['no_record'],
    });
  });

  it('ends with a policy that includes itself', () => {
    expect(check('v=spf1 include:example.com -all', null).problems.map((each) => each.code)).toEqual([
      'too_many_lookups',
    ]);
    expect(result('v=spf1 include:example.com -all', mine)).toBe('permerror too_many_lookups');
    expect(result('v=spf1 redirect=example.com', mine)).toBe('permerror too_many_lookups');
  });

  it('allows two questions that lead nowhere', () => {
    const dead = (count: number) => Array.from({ length: count }, (_, n) => `a:x${n}.example.net`).join(' ');
    expect(result(`v=spf1 ${dead(2)} -all`, mine)).toBe('fail');
    expect(result(`v=spf1 ${dead(3)} -all`, mine)).toBe('permerror too_many_voids');
  });

  it('names every open question at once', () => {
    const open = { 's0.example.net TXT': 'unasked', 's1.example.net TXT': 'unasked' } as const;
    const { status, questions } = check(`v=spf1 ${includes(2)} -all`, mine, open);
    expect({ status, names: questions.map((each) => each.name) }).toEqual({
      status: 'asking',
      names: [domain, 's0.example.net', 's1.example.net'],
    });
  });
});

describe('macros (RFC 7208 section 7.4)', () => {
  const values: MacroValues = {
    sender: 'strong-bad@email.example.com',
    domain: 'email.example.com',
    helo: 'mail.example.com',
    address: '192.0.2.3',
    validatedName: 'mx.example.org',
  };
  it.each([
    ['%{s}', 'strong-bad@email.example.com'],
    ['%{o}', 'email.example.com'],
    ['%{d4}', 'email.example.com'],
    ['%{d1}', 'com'],
    ['%{dr}', 'com.example.email'],
    ['%{d2r}', 'example.email'],
    ['%{l}', 'strong-bad'],
    ['%{l-}', 'strong.bad'],
    ['%{lr-}', 'bad.strong'],
    ['%{l1r-}', 'strong'],
    ['%{ir}.%{v}._spf.%{d2}', '3.2.0.192.in-addr._spf.example.com'],
    ['%{lr-}.lp._spf.%{d2}', 'bad.strong.lp._spf.example.com'],
    ['%{d2}.trusted-domains.example.net', 'example.com.trusted-domains.example.net'],
    ['%{h}.%{p}', 'mail.example.com.mx.example.org'],
    ['a%%b%_c%-d.example.com', 'a%b c%20d.example.com'],
    ['%{S}.example.com', 'strong-bad%40email.example.com.example.com'],
  ])('%s becomes %s', (spec, expected) => {
    expect(expandDomain(spec, values)).toBe(expected);
  });

  it('writes IPv6 addresses in nibbles', () => {
    expect(expandDomain('%{ir}.%{v}._spf.%{d2}', { ...values, address: '2001:db8::cb01' })).toBe(
      '1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6._spf.example.com',
    );
  });

  it('gives up without an address, and shortens what is too long', () => {
    expect(expandDomain('%{i}.example.com', { ...values, address: null })).toBeNull();
    const long = expandDomain(
      `${'x'.repeat(60)}.${'y'.repeat(60)}.%{d}.%{d}.%{d}.${'z.'.repeat(60)}com`,
      values,
    );
    expect(long!.length).toBeLessThanOrEqual(253);
  });
});

describe('a record', () => {
  it('leaves out what stands behind all', () => {
    expect(parseSpf('v=spf1 -all a mx redirect=x.example.com')).toEqual({
      ok: true,
      record: { mechanisms: [expect.objectContaining({ name: 'all', qualifier: '-' })] },
    });
  });
});
