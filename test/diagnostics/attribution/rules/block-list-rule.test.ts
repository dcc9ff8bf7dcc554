import { describe, expect, it } from 'vitest';
import { listedSendingAddress } from '../../../../diagnostics/checks/mail/listed-sending-address.ts';
import { blockListPlanner } from '../../../../diagnostics/run/plan/block-list-planner.ts';
import {
  at,
  fires,
  HOST,
  judgedWorld,
  open,
  pack,
  SERVER,
  trap,
} from '../../../support/attribution-factories.ts';
import { aRecord, fromPublic, fromSystem, mx, txt, type Reply } from '../../../support/dns-factories.ts';
import {
  aFacts,
  aNetworkData,
  anEnvironmentData,
  anObservation,
  aRequest,
} from '../../../support/factories.ts';
import { judge } from '../../../support/judge.ts';

const OUT = 'out.example.test';
const zone = 'list.test';
const asked = `1.3.0.45.${zone}`;
const provider = { ...pack, mailHosts: [OUT], spfIncludes: ['spf.hoster.test'] };
const code = (name: string, value = '127.0.0.2') => fromSystem(name, 'A', [aRecord(name, 'A', value)]);
const denied = (name: string) => fromSystem(name, 'A', { rcode: 'NXDOMAIN' });
const listsTest = code(`2.0.0.127.${zone}`);
const listsNotTest = denied(`1.0.0.127.${zone}`);

const blockLists = [
  { operator: 'list', zone, listings: ['127.0.0.2'], removalUrl: 'https://list.test/', terms: 'free' },
];
const seat = (resolver: string) =>
  anObservation('environment', { data: anEnvironmentData({ resolvers: [resolver] }) });

function world(
  answers: readonly ReturnType<typeof fromSystem>[],
  policy: Reply = [txt(HOST, 'v=spf1 include:spf.hoster.test -all')],
  resolver = '192.168.1.1',
) {
  return {
    provider,
    request: aRequest({ symptom: 'mail_cannot_send' }),
    networkData: aNetworkData({ blockLists }),
    observations: [
      seat(resolver),
      fromPublic(HOST, 'MX', [mx(HOST, 10, OUT)]),
      fromPublic(OUT, 'A', [aRecord(OUT, 'A', SERVER)]),
      fromPublic('spf.hoster.test', 'TXT', [txt('spf.hoster.test', `v=spf1 ip4:${SERVER} -all`)]),
      fromPublic(HOST, 'TXT', policy),
      open(at(SERVER, 25)),
      ...answers,
    ],
  };
}
const judged = (...given: Parameters<typeof world>) => judgedWorld([listedSendingAddress], world(...given));

describe('R39', () => {
  const listed = {
    cause: 'mail.sender_listed',
    subject: SERVER,
    domain: 'hosting_provider',
    explains: ['listed-sending-address'],
  } as const;
  fires('R39', 'a shared server on a list that works', judged([code(asked), listsTest, listsNotTest]), {
    cause: listed.cause,
    subject: SERVER,
    domain: 'hosting_provider',
    confidence: 'proven',
    missing: [],
  });
  fires('R39', 'nobody asked whether the list works', judged([code(asked)]), {
    cause: listed.cause,
    subject: SERVER,
    domain: 'hosting_provider',
    confidence: 'possible',
    missing: ['C6 block_list_broken'],
  });
  fires(
    'R39',
    'the domain does not say that it sends from there',
    judged([code(asked), listsTest, listsNotTest], [txt(HOST, 'v=spf1 -all')]),
    { cause: listed.cause, confidence: 'possible', missing: ['C9 other_sending_address'] },
  );
  trap(
    'R39',
    'the list holds the whole world',
    judged([code(asked), listsTest, code(`1.0.0.127.${zone}`)]),
    [],
  );
  trap('R39', 'the list refuses this resolver', judged([code(asked, '127.255.255.254')]), []);
  trap('R39', 'somebody invents answers', judged([code(asked, '45.0.9.1')]), []);
  trap('R39', 'a code for home lines', judged([code(asked, '127.0.0.10')]), []);
  trap('R39', 'it is not listed', judged([denied(asked)]), []);
});

describe('listed-sending-address', () => {
  it.each([
    ['fails', [code(asked), listsTest, listsNotTest], `failed ${SERVER}`],
    ['passes', [denied(asked)], `passed ${SERVER}`],
    ['cannot tell by an error code', [code(asked, '127.255.255.254')], `cantTell ${SERVER}`],
    [
      'cannot tell by a list of the whole world',
      [code(asked), code(`1.0.0.127.${zone}`)],
      `cantTell.broken ${SERVER}`,
    ],
    ['is untested', [], `untested ${SERVER}`],
  ])('%s', (_, answers, expected) => {
    expect(judge(listedSendingAddress, aFacts(world(answers)))).toEqual([expected]);
  });
});

describe('asking block lists', () => {
  const questions = (...given: Parameters<typeof world>) =>
    blockListPlanner.plan(aFacts(world(...given))).map((job) => 'name' in job.input && job.input.name);

  it('asks for the address alone first, and for the test points after a listing', () => {
    expect(questions([])).toEqual([asked]);
    expect(questions([denied(asked)])).toEqual([asked]);
    expect(questions([code(asked)])).toEqual([asked, `2.0.0.127.${zone}`, `1.0.0.127.${zone}`]);
  });
  it('asks no public resolver', () => {
    const known = aNetworkData().publicResolvers[0]?.addresses[0];
    expect(known).toBeDefined();
    expect(questions([], undefined, known)).toEqual([]);
  });
  it('asks only where mail cannot be sent', () => {
    const facts = aFacts({ ...world([]), request: aRequest({ symptom: 'mail_cannot_receive' }) });
    expect(blockListPlanner.isWanted(facts)).toBe(false);
    expect(blockListPlanner.isWanted(aFacts(world([])))).toBe(true);
  });
});
