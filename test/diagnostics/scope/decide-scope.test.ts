import { describe, expect, test } from 'vitest';
import { scopeDecisionSchema } from '../../../diagnostics/model/scope.ts';
import { rootCauses } from '../../../diagnostics/model/root-causes.ts';
import { faultDomains } from '../../../diagnostics/model/vocabulary.ts';
import { decideScope } from '../../../diagnostics/scope/index.ts';
import { ask, library } from './library.ts';

const ASTRAL = 'astral-internet-canada';
const at = '2025-01-15T12:00:00Z';

test('without a pack there is no policy, and the broken part names who acts', () => {
  const decision = decideScope({
    pack: null,
    product: null,
    tier: null,
    topic: 'server.service',
    faultDomain: 'access_provider',
    facts: {},
    at,
  });
  expect(decision).toMatchObject({
    decision: 'no_policy',
    responsible: 'access_provider',
    clause: null,
    channel: null,
    firstAnswerDue: null,
  });
});

test('every root cause and fault domain gets a well-formed decision with a clause from every pack', () => {
  for (const pack of library.packs) {
    for (const [rootCause, { topic }] of Object.entries(rootCauses)) {
      for (const faultDomain of faultDomains) {
        const product = pack.products[0]?.id ?? null;
        const tier = pack.products[0]?.tiers[0]?.id ?? null;
        const decision = scopeDecisionSchema.parse(
          decideScope({ pack, product, tier, topic, rootCause, faultDomain, facts: {}, at }),
        );
        expect(decision.clause, `${pack.id} ${rootCause}`).not.toBeNull();
      }
    }
  }
});

test.each(['access_provider', 'internet_path'] as const)(
  '%s: no policy obliges the network between',
  (faultDomain) => {
    const decisions = library.packs.map(({ id }) => ask(id, 'server.reachability', { faultDomain }));
    expect(decisions.map(({ responsible }) => responsible)).toEqual(
      library.packs.map(() => 'access_provider'),
    );
  },
);

describe('asking instead of guessing', () => {
  test('a missing deciding fact makes the decision conditional and shows where each answer leads', () => {
    const decision = ask(ASTRAL, 'tls.certificate.install', { product: 'shared-hosting' });
    expect(decision).toMatchObject({
      decision: 'conditional',
      cost: null,
      missingFacts: [{ key: 'certificate.bought_from', values: ['provider', 'other'], affects: 'decision' }],
    });
    expect(decision.outcomes.map((one) => [one.decision, one.when])).toEqual(
      expect.arrayContaining([
        ['supported', ['certificate.bought_from=provider']],
        ['billable', ['certificate.bought_from=other']],
      ]),
    );
  });

  test('an unknown product is asked for when lists differ, and not when they agree', () => {
    expect(ask(ASTRAL, 'mail.client.configure').missingFacts.map(({ key }) => key)).toEqual(['product']);
    expect(ask(ASTRAL, 'domain.transfer')).toMatchObject({ decision: 'supported', missingFacts: [] });
  });

  test('an unknown tier is asked for with the tiers of the product', () => {
    expect(ask(ASTRAL, 'server.firewall', { product: 'vps' }).missingFacts[0]).toMatchObject({
      key: 'tier',
      values: ['unmanaged', 'managed', 'fully-managed'],
    });
    expect(ask(ASTRAL, 'server.hardware', { product: 'vps' })).toMatchObject({
      decision: 'supported',
      missingFacts: [],
    });
  });

  test('a product or tier that the pack does not have counts as unknown', () => {
    expect(ask(ASTRAL, 'server.firewall', { product: 'vps', tier: 'gold' })).toMatchObject({
      tier: null,
      decision: 'conditional',
    });
  });

  test('a tier that only one product has names the product', () => {
    expect(ask(ASTRAL, 'server.firewall', { tier: 'managed' })).toMatchObject({
      product: 'vps',
      decision: 'supported',
    });
  });

  test('a topic that is too wide is asked back', () => {
    const decision = ask(ASTRAL, 'tls', { product: 'shared-hosting' });
    expect(decision.missingFacts[0]?.values).toContain('tls.certificate.install');
  });

  test('a wide topic is answered when everything below it and beside it gets the same answer', () => {
    expect(ask(ASTRAL, 'training', { product: 'shared-hosting' })).toMatchObject({
      decision: 'not_supported',
      missingFacts: [],
      clause: {
        section: 'A. General / Not supported / 5',
        alsoSections: ['A. General / Note a', 'A. General / Not supported / 6'],
      },
    });
    expect(ask('kenotronix', 'training', { product: 'vps' }).missingFacts.map(({ key }) => key)).toEqual([
      'topic',
    ]);
  });

  test('nobody is asked for a product or tier when all of them get the same answer', () => {
    expect(ask('kenotronix', 'training.internet')).toMatchObject({
      decision: 'not_supported',
      missingFacts: [],
      clause: { section: 'Overview / Not supported / 6' },
    });
    expect(ask('clarkconnect', 'server.raid').missingFacts.map(({ key }) => key)).toContain('tier');
  });

  test('text where a number belongs is asked again', () => {
    const facts = { 'logs.searches_this_month': 'many' };
    expect(ask(ASTRAL, 'mail.antispam.logs', { facts }).missingFacts.map(({ key }) => key)).toEqual([
      'logs.searches_this_month',
    ]);
  });

  test('facts named like parts of an object are only facts', () => {
    const facts = JSON.parse('{"__proto__": "x", "constructor": "y"}') as Record<string, string>;
    expect(ask(ASTRAL, 'tls.certificate.install', { product: 'shared-hosting', facts }).decision).toBe(
      'conditional',
    );
  });
});

describe('the reading rule', () => {
  test('the product goes before the general list, and the decision says what stood back', () => {
    const decision = ask('kenotronix', 'backup.restore', { product: 'managed-wordpress' });
    expect(decision).toMatchObject({
      decision: 'supported',
      clause: { section: 'Administered WordPress / Supported / Data backup' },
      reading: {
        overruled: [
          { rule: 'overview-backups', section: 'Overview / Not supported / 14', decision: 'not_supported' },
        ],
      },
    });
  });

  test('a line about the request itself goes before all others', () => {
    const facts = { 'requester.role': 'other' };
    expect(ask(ASTRAL, 'server.root_password', { product: 'vps', tier: 'managed', facts })).toMatchObject({
      decision: 'not_supported',
      clause: { section: 'D. Virtual Private Servers (VPS) / Managed / Not supported / 2' },
    });
  });

  test('who may ask is said as long as nobody said who asks', () => {
    const place = { product: 'vps', tier: 'managed' };
    const ofDecision = (facts: Readonly<Record<string, string>>) =>
      ask(ASTRAL, 'server.service', { ...place, facts }).whoMayAsk?.en ?? null;
    expect([ofDecision({}), ofDecision({ 'requester.role': 'main_customer' })]).toEqual([
      'The main customer of the server.',
      null,
    ]);
  });

  test('the section is that of the customer’s own tier', () => {
    const sections = ['unmanaged', 'managed', 'fully-managed'].map(
      (tier) => ask(ASTRAL, 'web.content.create', { product: 'vps', tier }).clause?.section,
    );
    expect(sections).toEqual([
      'D. Virtual Private Servers (VPS) / Unmanaged / Not supported / 12',
      'D. Virtual Private Servers (VPS) / Managed / Not supported / 6',
      'D. Virtual Private Servers (VPS) / Fully Managed / Not supported / 6',
    ]);
  });
});

describe('whose side', () => {
  const shared = { product: 'shared-hosting', rootCause: 'web.server_error' } as const;

  test('one error page, two causes, two answers', () => {
    expect(ask(ASTRAL, 'web.http_5xx', { ...shared, faultDomain: 'hosting_provider' })).toMatchObject({
      decision: 'supported',
      responsible: 'provider',
    });
    expect(ask(ASTRAL, 'web.http_5xx', { ...shared, faultDomain: 'site_application' })).toMatchObject({
      decision: 'not_supported',
      responsible: 'customer',
    });
  });

  test('the policy may leave the provider’s own machine to the customer', () => {
    const decision = ask(ASTRAL, 'server.service', {
      product: 'vps',
      tier: 'unmanaged',
      rootCause: 'service.stopped',
      faultDomain: 'hosting_provider',
    });
    expect(decision).toMatchObject({ decision: 'not_supported', responsible: 'customer' });
  });

  test('a service that another company runs is asked about as such', () => {
    const decision = ask(ASTRAL, 'server.service', {
      product: 'shared-hosting',
      rootCause: 'service.stopped',
      faultDomain: 'mail_operator',
    });
    expect(decision).toMatchObject({
      topic: 'server.service',
      decision: 'not_supported',
      responsible: 'third_party',
      clause: { section: 'C. Shared Web Hosting / Not supported / 10' },
    });
  });

  test('a silent policy moves no responsibility', () => {
    const decision = ask('haisoft', 'tls.certificate.validity', {
      product: 'virtual-server',
      faultDomain: 'customer_configuration',
    });
    expect(decision).toMatchObject({ decision: 'unmentioned', responsible: 'customer' });
  });

  test('the fault domain can be given as a fact', () => {
    const facts = { 'fault.domain': 'hosting_provider' };
    expect(ask(ASTRAL, 'web.http_5xx', { product: 'shared-hosting', facts }).decision).toBe('supported');
  });
});

describe('channels and times', () => {
  test('the emergency line has its own price', () => {
    expect(ask('haisoft', 'support.emergency', { product: 'virtual-server' })).toMatchObject({
      decision: 'billable',
      cost: { amount: 10, currency: 'EUR' },
      channel: { id: 'emergency-line', price: { amount: 10, currency: 'EUR' } },
    });
    const others = ask('haisoft', 'support.contact', { product: 'other' });
    expect([others.channel, ...others.otherChannels].map((one) => one?.id)).toEqual([
      'support-ticket',
      'phone',
    ]);
  });

  test('hardware is replaced within 4 hours, beside the first answer', () => {
    const { promises, firstAnswerDue } = ask('haisoft', 'server.hardware', { product: 'dedicated-server' });
    expect({ due: promises.map((one) => one.due), firstAnswerDue }).toEqual({
      due: ['2025-01-15T16:00:00.000Z', null],
      firstAnswerDue: '2025-01-15T15:00:00.000Z',
    });
  });

  test('what is not supported has no answer time, but a channel to ask', () => {
    expect(
      ask('webcanyon', 'device.software_install', { product: 'hosting', tier: 'standard' }),
    ).toMatchObject({
      firstAnswerDue: null,
      priority: null,
      channel: { id: 'ticket', address: 'https://support.webcanyon.eu/' },
    });
  });
});
