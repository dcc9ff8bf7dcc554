import * as dnsPacket from 'dns-packet';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeResponse, encodeQuery, matchAnswer } from '../../../diagnostics/net/dns-message.ts';
import { toDnsRecord } from '../../../diagnostics/net/dns-records.ts';
import { WireError } from '../../../diagnostics/net/wire-error.ts';

const question = { name: 'example.test', type: 'A', recursion: true } as const;

describe('encodeQuery', () => {
  it('asks with EDNS, random case and the wanted flags', () => {
    const query = encodeQuery({ ...question, checkingDisabled: true });
    const packet = dnsPacket.decode(query.bytes);
    expect(packet.questions).toEqual([{ name: query.name, type: 'A', class: 'IN' }]);
    expect(query.name.toLowerCase()).toBe('example.test');
    expect([packet.id, packet.flag_rd, packet.flag_cd, packet.flag_ad]).toEqual([query.id, true, true, true]);
    expect(packet.additionals?.[0]).toMatchObject({ type: 'OPT', udpPayloadSize: 1232 });
  });

  it('leaves RD and AD out towards authoritative servers', () => {
    const packet = dnsPacket.decode(encodeQuery({ ...question, recursion: false }).bytes);
    expect([packet.flag_rd, packet.flag_ad]).toEqual([false, false]);
  });

  it('varies letter case and id', () => {
    const queries = Array.from({ length: 20 }, () => encodeQuery(question));
    expect(new Set(queries.map(({ name }) => name)).size).toBeGreaterThan(1);
    expect(new Set(queries.map(({ id }) => id)).size).toBeGreaterThan(1);
  });

  it('asks a machine for its name only where that is wanted (NSID, RFC 5001)', () => {
    const optionsOf = (identify: boolean) => {
      const [opt] = dnsPacket.decode(encodeQuery({ ...question, identify }).bytes).additionals ?? [];
      return opt?.type === 'OPT' ? opt.options.map(({ code }) => Number(code)) : undefined;
    };
    expect([optionsOf(true), optionsOf(false)]).toEqual([[3], []]);
  });

  it('asks for the root', () => {
    expect(
      dnsPacket.decode(encodeQuery({ ...question, name: '.', type: 'NS' }).bytes).questions?.[0]?.name,
    ).toBe('.');
  });

  it.each([`${'a'.repeat(64)}.test`, 'a..test', `${'abc.'.repeat(70)}test`])('refuses %s', (name) => {
    expect(() => encodeQuery({ ...question, name })).toThrow(WireError);
  });
});

const answerTo = (query: { id: number; name: string }, more: object = {}) =>
  dnsPacket.encode({ type: 'response', id: query.id, questions: [{ name: query.name, type: 'A' }], ...more });

describe('matchAnswer', () => {
  const query = encodeQuery({ ...question, name: 'abcdefghijklmnop.test' });
  const otherCase = query.name.replace(/[a-z]/gi, (c) =>
    c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase(),
  );
  it.each([
    ['the answer', answerTo(query), 'exact'],
    ['another id', answerTo({ ...query, id: query.id ^ 1 }), 'other'],
    ['another name', answerTo({ ...query, name: 'b.test' }), 'other'],
    ['another case', answerTo({ ...query, name: otherCase }), 'case'],
    ['the query itself', query.bytes, 'other'],
    ['too short', Buffer.alloc(5), 'other'],
  ])('%s', (_name, message, expected) => {
    expect(matchAnswer(query, message)).toBe(expected);
  });

  it('takes an error without question', () => {
    const message = dnsPacket.encode({ type: 'response', id: query.id, questions: [] });
    message[3] = 1;
    expect(matchAnswer(query, message)).toBe('exact');
  });
});

describe('decodeResponse', () => {
  it('reads every record type into value and fields', () => {
    const records = [
      { type: 'A', data: '192.0.2.1' },
      { type: 'AAAA', data: '2001:db8::1' },
      { type: 'NS', data: 'NS1.Example.test' },
      { type: 'CNAME', data: 'Other.test' },
      { type: 'PTR', data: 'host.test' },
      { type: 'MX', data: { preference: 10, exchange: 'MX.test' } },
      { type: 'MX', data: { preference: 0, exchange: '.' } },
      {
        type: 'SOA',
        data: {
          mname: 'NS.test',
          rname: 'Host.test',
          serial: 1,
          refresh: 2,
          retry: 3,
          expire: 4,
          minimum: 5,
        },
      },
      { type: 'TXT', data: ['v=spf1 "a\\', Buffer.from([0xe9, 0x41])] },
      { type: 'CAA', data: { flags: 128, tag: 'issue', value: 'ca.test; x="1"' } },
      { type: 'DS', data: { keyTag: 1, algorithm: 13, digestType: 2, digest: Buffer.from('ab', 'hex') } },
      { type: 'DNSKEY', data: { flags: 257, algorithm: 13, key: Buffer.from('key') } },
      {
        type: 'TLSA',
        data: { usage: 3, selector: 1, matchingType: 1, certificate: Buffer.from('cd', 'hex') },
      },
      { type: 'SRV', data: { priority: 1, weight: 2, port: 3, target: 'Srv.test' } },
      { type: 'SSHFP', data: { algorithm: 4, hash: 2, fingerprint: 'AB'.repeat(32) } },
      { type: 'UNKNOWN_65', data: Buffer.from([0, 1, 0, 0, 1, 0, 3, 2, 104, 50]) },
      { type: 'UNKNOWN_65', data: Buffer.from([0, 1]) },
      { type: 'UNKNOWN_64', data: Buffer.from([0, 1, 0]) },
    ].map((record) => ({ name: 'Example.test', ttl: 60, ...record }) as dnsPacket.Answer);
    const { answers } = decodeResponse(dnsPacket.encode({ type: 'response', id: 1, answers: records }));
    expect(answers.every(({ name, ttl }) => name === 'example.test' && ttl === 60)).toBe(true);
    expect(answers.map(({ type, value, fields }) => [type, value, fields])).toEqual([
      ['A', '192.0.2.1', undefined],
      ['AAAA', '2001:db8::1', undefined],
      ['NS', 'ns1.example.test', undefined],
      ['CNAME', 'other.test', undefined],
      ['PTR', 'host.test', undefined],
      ['MX', '10 mx.test', { preference: 10, exchange: 'mx.test' }],
      ['MX', '0 .', { preference: 0, exchange: '.' }],
      [
        'SOA',
        'ns.test host.test 1 2 3 4 5',
        { mname: 'ns.test', rname: 'host.test', serial: 1, refresh: 2, retry: 3, expire: 4, minimum: 5 },
      ],
      ['TXT', '"v=spf1 \\"a\\\\" "\\233A"', { text: 'v=spf1 "a\\\ufffdA' }],
      ['CAA', '128 issue "ca.test; x=\\"1\\""', { flags: 128, tag: 'issue', value: 'ca.test; x="1"' }],
      ['DS', '1 13 2 ab', { keyTag: 1, algorithm: 13, digestType: 2, digest: 'ab' }],
      ['DNSKEY', '257 3 13 a2V5', { flags: 257, protocol: 3, algorithm: 13, key: 'a2V5' }],
      ['TLSA', '3 1 1 cd', { usage: 3, selector: 1, matchingType: 1, certificate: 'cd' }],
      ['SRV', '1 2 3 srv.test', { priority: 1, weight: 2, port: 3, target: 'srv.test' }],
      ['SSHFP', `4 2 ${'ab'.repeat(32)}`, { algorithm: 4, hash: 2, fingerprint: 'ab'.repeat(32) }],
      ['HTTPS', '1 . alpn=h2', { priority: 1, target: '.', alpn: 'h2' }],
      ['HTTPS', '\\# 2 0001', undefined],
      ['TYPE64', '\\# 3 000100', undefined],
    ]);
  });

  it('merges the extended response code and reads extended errors', () => {
    const opt = {
      type: 'OPT',
      name: '.',
      udpPayloadSize: 1232,
      extendedRcode: 1,
      ednsVersion: 0,
      flags: 0,
      flag_do: false,
      options: [{ code: 15, data: Buffer.concat([Buffer.from([0, 22]), Buffer.from('no\nreply')]) }],
    } as unknown as dnsPacket.Answer;
    const response = decodeResponse(dnsPacket.encode({ type: 'response', id: 1, additionals: [opt] }));
    expect([response.rcode, response.edns, response.extendedErrors, response.additionals]).toEqual([
      'BADVERS',
      true,
      [{ code: 22, text: 'no reply' }],
      [],
    ]);
  });

  it.each([
    ['ns1.ams', 'ns1.ams'],
    [Buffer.from([0, 1, 255]), '0001ff'],
    ['', undefined],
  ])('reads the name of the machine %j as %s', (data, expected) => {
    const nsid = { code: 3, data: Buffer.from(data as string) } as unknown as dnsPacket.PacketOpt;
    const opt = {
      type: 'OPT',
      name: '.',
      udpPayloadSize: 1232,
      extendedRcode: 0,
      ednsVersion: 0,
      flags: 0,
    } as const;
    const bytes = dnsPacket.encode({
      type: 'response',
      additionals: [{ ...opt, flag_do: false, options: [nsid] }],
    });
    expect(decodeResponse(bytes).serverIdentity).toBe(expected);
  });

  it('gives the model or a WireError for any bytes', () => {
    expect(() =>
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 300 }), (tail) => {
          const bytes = Buffer.concat([Buffer.from([0, 1, 0x80, 0, 0, 1, 0, 2, 0, 1, 0, 1]), tail]);
          try {
            return decodeResponse(bytes).size === bytes.length;
          } catch (error) {
            return error instanceof WireError && error.failureCode === 'dns_malformed';
          }
        }),
        { numRuns: 2000 },
      ),
    ).not.toThrow();
  });

  it('never throws for record data of another shape', () => {
    expect(() =>
      fc.assert(
        fc.property(
          fc.constantFrom('A', 'MX', 'TXT', 'CAA', 'DS', 'X'),
          fc.anything(),
          (type, data) => toDnsRecord({ name: 'a', type, data }).type === type,
        ),
      ),
    ).not.toThrow();
  });
});
