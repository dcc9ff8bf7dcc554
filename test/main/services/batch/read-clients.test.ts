import { describe, expect, it } from 'vitest';
import { readClients, type ClientList } from '../../../../main/services/batch/read-clients.ts';
import type { ColumnChoice } from '../../../../main/services/batch/columns.ts';

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const bigEndian = (text: string): Buffer => utf16(text).swap16();
const read = (content: string | Buffer, columns: ColumnChoice = {}, delimiter?: string): ClientList =>
  readClients(typeof content === 'string' ? Buffer.from(content) : content, { columns, delimiter });

/** What the list says of each domain, without what is empty. */
const told = ({ clients }: ClientList): readonly (readonly string[])[] =>
  clients.map(({ line, target, client, provider, product, tags }) =>
    [`${line}`, target.domain, client, provider, product, ...tags].filter((part) => part !== ''),
  );
const refusals = ({ refused }: ClientList): readonly (readonly [number, string])[] =>
  refused.map(({ line, reason }) => [line, reason.key]);

describe('lists as other programs export them', () => {
  it.each([
    [
      'WHMCS, products and services',
      'ID,Client Name,Product/Service,Domain,Server,Status\n7,Acme bv,Web Pro,acme.test,srv1.host.test,Active\n',
      [['2', 'acme.test', 'Acme bv', 'Web Pro']],
    ],
    [
      'WHMCS, clients with and without a company',
      'First Name,Last Name,Company Name,Email,Domain\nAn,Jans,,an@mail.test,an.test\nBo,Maes,Bo nv,bo@mail.test,bo.test\n',
      [
        ['2', 'an.test', 'An Jans'],
        ['3', 'bo.test', 'Bo nv Bo Maes'],
      ],
    ],
    [
      'WHM, list of accounts',
      '"Domain","IP","User Name","Email","Setup Date","Partition","Quota","Disk Space Used","Package","Theme","Owner"\n"acme.test","192.0.2.7","acme","me@elsewhere.test","2024-01-02","home","10G","3M","gold","jupiter","root"\n',
      [['2', 'acme.test', 'acme', 'gold']],
    ],
    [
      'Plesk, subscriptions',
      'Subscription;Subscriber;Service plan;Status\nacme.test;Acme bv;Unlimited;Active\n',
      [['2', 'acme.test', 'Acme bv', 'Unlimited']],
    ],
    [
      'a list of one’s own, in Dutch, with tags',
      'Klant\tDomeinnaam\tAanbieder\tPakket\tLabels\nJan\tjan.test\tweb host\tStart\tvip, shop\n',
      [['2', 'jan.test', 'Jan', 'web host', 'Start', 'vip', 'shop']],
    ],
    [
      'bare domains',
      'a.test\nb.test\n',
      [
        ['1', 'a.test'],
        ['2', 'b.test'],
      ],
    ],
    [
      'columns without headings',
      'Jan;a.test\nAn;b.test\n',
      [
        ['1', 'a.test'],
        ['2', 'b.test'],
      ],
    ],
    ['headings that nobody knows', 'Wie,Waar\nJan,a.test\n', [['2', 'a.test']]],
    [
      'lines above the headings',
      'Report of 3 March\n\nDomain,Client\na.test,Jan\n',
      [['4', 'a.test', 'Jan']],
    ],
    [
      'a mail address beside the domain',
      'x@y.test,a.test\nz@y.test,b.test\n',
      [
        ['1', 'a.test'],
        ['2', 'b.test'],
      ],
    ],
  ])('%s', (_name, content, clients) => {
    expect(told(read(content))).toEqual(clients);
  });

  it.each([
    ['UTF-8', 'UTF-8', Buffer.from('Domain,Client\na.test,Brüssel\n')],
    ['UTF-8 with a mark', 'UTF-8', Buffer.from('\uFEFFDomain,Client\na.test,Brüssel\n')],
    ['UTF-16 with a mark', 'UTF-16', utf16('\uFEFFDomain,Client\na.test,Brüssel\n')],
    ['UTF-16 without one', 'UTF-16', utf16('Domain,Client\na.test,Brüssel\n')],
    ['UTF-16, big end first', 'UTF-16', bigEndian('\uFEFFDomain,Client\na.test,Brüssel\n')],
    ['Latin-1', 'Windows-1252', Buffer.from('Domain,Client\na.test,Brüssel\n', 'latin1')],
  ])('reads %s', (_name, encoding, content) => {
    const list = read(content);
    expect([list.table.encoding, told(list)]).toEqual([encoding, [['2', 'a.test', 'Brüssel']]]);
  });

  it.each([
    ['\r\n', 'Domain,Client\r\na.test,Jan\r\n'],
    ['\r alone', 'Domain,Client\ra.test,Jan\r'],
    ['no break at the end', 'Domain,Client\na.test,Jan'],
  ])('takes %s for the end of a line', (_name, content) => {
    expect(told(read(content))).toEqual([['2', 'a.test', 'Jan']]);
  });
});

describe('a list in two encodings', () => {
  const bytes = (...parts: readonly (string | readonly number[])[]): Buffer =>
    Buffer.concat(parts.map((part) => Buffer.from(part as string)));
  const ONE_BYTE = [0xe9] as const;

  it.each<[string, Buffer, string, readonly (readonly string[])[]]>([
    [
      'one line of an older program leaves the others as they are',
      bytes('Domain,Client\nbücher.test,Café\na.test,Ren', ONE_BYTE, 'e\nmüller.test,Zoë\n'),
      'UTF-8, Windows-1252',
      [
        ['2', 'xn--bcher-kva.test', 'Café'],
        ['3', 'a.test', 'Renée'],
        ['4', 'xn--mller-kva.test', 'Zoë'],
      ],
    ],
    [
      'the last line, without a break',
      bytes('Domain,Client\nbücher.test,Café\na.test,Ren', ONE_BYTE),
      'UTF-8, Windows-1252',
      [
        ['2', 'xn--bcher-kva.test', 'Café'],
        ['3', 'a.test', 'René'],
      ],
    ],
    [
      'a quoted cell over two lines, each in its own',
      bytes('Domain,Client\r\na.test,"Café\r\nRen', ONE_BYTE, '"\r\nb.test,An\r\n'),
      'UTF-8, Windows-1252',
      [
        ['2', 'a.test', 'Café\r\nRené'],
        ['4', 'b.test', 'An'],
      ],
    ],
    [
      'line breaks of old (return alone), with a mark in front',
      bytes('\uFEFFDomain,Client\rbücher.test,Café\ra.test,Ren', ONE_BYTE, '\r'),
      'UTF-8, Windows-1252',
      [
        ['2', 'xn--bcher-kva.test', 'Café'],
        ['3', 'a.test', 'René'],
      ],
    ],
    [
      'all in the older one, as before',
      Buffer.from('Domain,Client\nbücher.test,Café\nb.test,An\n', 'latin1'),
      'Windows-1252',
      [
        ['2', 'xn--bcher-kva.test', 'Café'],
        ['3', 'b.test', 'An'],
      ],
    ],
    [
      'both in one line: what cannot be read is marked',
      bytes('Domain,Client\na.test,Café Ren', ONE_BYTE, '\n'),
      'UTF-8, Windows-1252',
      [['2', 'a.test', 'Café Ren\uFFFD']],
    ],
  ])('%s', (_name, content, encoding, clients) => {
    const list = read(content);
    expect({ encoding: list.table.encoding, told: told(list) }).toEqual({ encoding, told: clients });
  });

  it('never looks at a domain of which a byte cannot be read', () => {
    const list = read(bytes('Domain,Client\nb', ONE_BYTE, 'ch.test,Café\nb.test,An\n'));
    expect([told(list), refusals(list)]).toEqual([
      [['3', 'b.test', 'An']],
      [[2, expect.stringMatching(/^target\.error\./u)]],
    ]);
  });
});

describe('lines', () => {
  it.each([
    ['NUL', '\0'],
    ['the start of a heading', '\u0001'],
    ['escape', '\u001B'],
    ['delete', '\u007F'],
    ['a control of the upper half', '\u0090'],
  ])('refuses a domain with %s in it, and takes the other lines', (_name, control) => {
    const list = read(
      `Domain,Client\na.test,Jan\nexam${control}ple.test,An\n${control}b.test,Bo\nc.test,Jo${control}\n`,
    );
    expect([told(list).map(([line, domain]) => [line, domain]), refusals(list)]).toEqual([
      [
        ['2', 'a.test'],
        ['5', 'c.test'],
      ],
      [
        [3, 'batch.line.control_character'],
        [4, 'batch.line.control_character'],
      ],
    ]);
  });

  it('refuses what it cannot use, each with its line and the reason, and takes the rest', () => {
    const list = read(
      'Domain,Client\na.test,Jan\n\nnot a name,x\n,nobody\nA.TEST.,again\n"open,quote\nhttps://b.test/shop?x=1,An\n# a remark\nbücher.test,Bo\n',
    );
    expect(told(list).map(([line, domain]) => [line, domain])).toEqual([
      ['2', 'a.test'],
      ['8', 'b.test'],
      ['10', 'xn--bcher-kva.test'],
    ]);
    expect(refusals(list)).toEqual([
      [4, expect.stringMatching(/^target\./u)],
      [5, 'batch.line.no_domain'],
      [6, 'batch.line.duplicate'],
      [7, 'batch.line.broken_quotes'],
    ]);
    expect(list.blank).toBe(1);
  });

  it('counts the lines of the file where a quoted cell goes over several', () => {
    expect(told(read('Domain,Client\na.test,"Jan\nJans"\nb.test,An\n'))).toEqual([
      ['2', 'a.test', 'Jan\nJans'],
      ['4', 'b.test', 'An'],
    ]);
  });

  it('names every line whose quotation mark is never closed, and takes what comes after', () => {
    const list = read(`Domain\n${'"a.test\n'.repeat(500)}b.test\n`);
    expect({ refused: list.refused.length, taken: told(list) }).toEqual({
      refused: 500,
      taken: [['502', 'b.test']],
    });
  });

  it.each([
    [
      'a line of a megabyte',
      `Domain\na.test\n${'x'.repeat(1_000_000)}\nb.test\n`,
      'batch.error.line_too_long',
    ],
    ['a line of a million cells', `Domain\na.test${','.repeat(1_000_000)}\n`, 'batch.error.line_too_long'],
    ['a line of quotation marks', `Domain\n${'"'.repeat(1_000_000)}\n`, 'batch.error.line_too_long'],
    ['millions of empty lines', `Domain\n${'\n'.repeat(2_000_000)}a.test\n`, 'batch.error.too_many_lines'],
    [
      'a mark that is open on every one of many lines',
      `Domain\n${'"a.test\n'.repeat(60_000)}`,
      'batch.error.broken_quotes',
    ],
  ])('refuses %s with one clear sentence', (_name, list, key) => {
    expect(() => read(list)).toThrow(key);
  });
});

describe('columns that the person names', () => {
  const content = 'Site,Old site,Who\na.test,b.test,Jan\n';
  it.each([
    ['by heading', { domain: 'old SITE', client: 'Who' }, [['2', 'b.test', 'Jan']]],
    ['by number', { domain: '2', client: '3' }, [['2', 'b.test', 'Jan']]],
    ['none', { client: '' }, [['2', 'a.test']]],
  ])('%s', (_name, columns, clients) => {
    expect(told(read(content, columns))).toEqual(clients);
  });

  it.each([
    [content, { domain: 'Website' }, 'batch.error.unknown_column'],
    [content, { domain: '4' }, 'batch.error.unknown_column'],
    ['Name,Town\nJan,Gent\n', {}, 'batch.error.no_domain_column'],
    ['', {}, 'batch.error.empty'],
    ['\n  \n,,\n', {}, 'batch.error.empty'],
  ])('%# says what is wrong', (list, columns, key) => {
    expect(() => read(list, columns)).toThrow(key);
  });

  it('takes the delimiter that the person names', () => {
    expect(told(read('Domain:Client\na.test:Jan\n', {}, ':'))).toEqual([['2', 'a.test', 'Jan']]);
  });
});
