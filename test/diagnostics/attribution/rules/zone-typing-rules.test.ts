import { describe } from 'vitest';
import {
  aFinding,
  aPage,
  at,
  closed,
  ELSEWHERE,
  fires,
  HOST,
  pack,
  SERVER,
  trap,
  type World,
} from '../../../support/attribution-factories.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import { aRecord, fromServer, fromSystem, NS1 } from '../../../support/dns-factories.ts';
import { aRequest, STARTED_AT } from '../../../support/factories.ts';
import { withStatements } from '../../../../diagnostics/model/view/statements.ts';

const www = `www.${HOST}`;
const customers = { domain: 'customer_configuration', confidence: 'proven', missing: [] } as const;
const leads = (name: string, address: string) => fromServer(NS1, name, 'A', [aRecord(name, 'A', address)]);

describe('R32', () => {
  const doubled = `${www}.${HOST}`;
  const answer = leads(doubled, SERVER);
  const found = aFinding('doubled-record-name', `${www} A`, [answer], {
    message: {
      key: 'check.doubled-record-name.failed',
      values: { subject: `${www} A`, name: www, type: 'A', doubled, value: SERVER },
    },
  });
  const world: World = {
    observations: [answer],
    findings: [found, aFinding('missing-address-record', www, [answer])],
  };
  fires('R32', 'the domain was typed twice', world, {
    ...customers,
    cause: 'dns.name_doubled',
    subject: www,
    explains: [`doubled-record-name ${www} A`, `missing-address-record ${www}`],
  });
  trap(
    'R32',
    'a wildcard answers for the doubled name',
    { ...world, findings: [{ ...found, outcome: 'passed' }] },
    [],
  );

  const text = fromServer(NS1, HOST, 'TXT', [aRecord(HOST, 'TXT', '"\\"v=spf1 -all\\""')]);
  fires(
    'R32',
    'quotation marks became part of the text',
    {
      observations: [text],
      findings: [
        aFinding('misquoted-text-record', HOST, [text], {
          message: {
            key: 'check.misquoted-text-record.failed.quoted',
            values: { subject: HOST, text: '"v=spf1 -all"' },
          },
        }),
        aFinding('missing-spf', HOST, [text]),
      ],
    },
    {
      ...customers,
      cause: 'dns.text_misquoted.quoted',
      explains: [`misquoted-text-record ${HOST}`, `missing-spf ${HOST}`],
    },
  );
});

describe('R107', () => {
  const alias = fromServer(NS1, HOST, 'A', [aRecord(HOST, 'CNAME', 'site.builder.test')]);
  const found = (place: 'apex' | 'other', seenIn: Observation) =>
    aFinding('alias-beside-records', HOST, [seenIn], {
      level: 'warning',
      message: {
        key: `check.alias-beside-records.failed.${place}`,
        values: { subject: HOST, zone: HOST, alias: 'site.builder.test', type: 'SOA' },
      },
    });
  fires(
    'R107',
    'the domain itself is an alias beside its records',
    { observations: [alias], findings: [found('apex', alias)] },
    { ...customers, cause: 'dns.alias_beside_records', subject: HOST },
  );
  const heardHere = fromSystem(HOST, 'A', [aRecord(HOST, 'CNAME', 'site.builder.test')]);
  fires(
    'R107',
    'only the resolver of this network was heard',
    { observations: [heardHere], findings: [found('apex', heardHere)] },
    { cause: 'dns.alias_beside_records', confidence: 'possible', missing: ['C6 records_invented'] },
  );
  trap(
    'R107',
    'a name below the domain is an alias beside a text',
    { observations: [alias], findings: [found('other', alias)] },
    [],
  );
});

describe('R31', () => {
  const failing = closed(at(ELSEWHERE, 443, www));
  const found = aFinding('wildcard-answer', www, [leads(www, ELSEWHERE)], {
    level: 'note',
    message: { key: 'check.wildcard-answer.failed', values: { subject: www, zone: HOST } },
  });
  const world: World = {
    observations: [leads(www, ELSEWHERE), ...failing],
    findings: [found, aFinding('unreachable-web-port', `${www}:443`, failing)],
  };
  fires('R31', 'a wildcard leads to a dead server', world, {
    ...customers,
    cause: 'dns.wildcard_answer',
    subject: www,
    confidence: 'likely',
    explains: [`wildcard-answer ${www}`, `unreachable-web-port ${www}:443`],
  });
  trap('R31', 'what the wildcard gives works', { ...world, findings: [found] }, []);
});

describe('R30', () => {
  const failing = closed(at(ELSEWHERE, 443, www));
  const found = aFinding('split-web-hosts', www, [leads(www, ELSEWHERE)], {
    level: 'note',
    message: { key: 'check.split-web-hosts.failed', values: { subject: www, home: HOST, away: www } },
  });
  const world = (given: Readonly<Record<string, string>>, hasErrors: boolean): World => ({
    provider: pack,
    request: aRequest({ facts: given }),
    observations: withStatements([leads(HOST, SERVER), leads(www, ELSEWHERE), ...failing], given, STARTED_AT),
    findings: [found, ...(hasErrors ? [aFinding('unreachable-web-port', `${www}:443`, failing)] : [])],
  });
  fires('R30', 'one name was left at the former company and fails', world({}, true), {
    ...customers,
    cause: 'dns.move_unfinished',
    subject: www,
    confidence: 'likely',
    explains: [`split-web-hosts ${www}`, `unreachable-web-port ${www}:443`],
  });
  fires('R30', 'the person says that a move is under way', world({ migration_running: 'yes' }, false), {
    ...customers,
    cause: 'dns.move_unfinished',
    confidence: 'likely',
  });
  trap('R30', 'both work, and nobody speaks of a move', world({}, false), []);
});

describe('R85', () => {
  const zone = fromServer(NS1, HOST, 'A', [aRecord(HOST, 'A', SERVER), aRecord(HOST, 'A', ELSEWHERE)]);
  const pages = [SERVER, ELSEWHERE].map((address) =>
    aPage(200, {
      endpoint: at(address, 443),
      data: { connectMs: 1, bodyStart: `<title>${address}</title>` },
    }),
  );
  const found = aFinding('differing-page-content', HOST, pages, {
    level: 'warning',
    message: {
      key: 'check.differing-page-content.failed',
      values: { subject: HOST, one: SERVER, other: ELSEWHERE },
    },
  });
  const world: World = { provider: pack, observations: [zone, ...pages], findings: [found] };
  const old = { cause: 'dns.address_elsewhere.content', subject: HOST } as const;
  fires('R85', 'an address of another company is in the zone', world, {
    ...customers,
    ...old,
    confidence: 'likely',
  });
  fires(
    'R85',
    'nobody knows whose the addresses are',
    { observations: [zone, ...pages], findings: [found] },
    {
      ...old,
      domain: 'undetermined',
      confidence: 'possible',
      missing: ['C9 two_own_servers'],
    },
  );
  trap(
    'R85',
    'the other address is only remembered by a resolver',
    {
      ...world,
      observations: [leads(HOST, SERVER), ...pages],
    },
    [],
  );
});
