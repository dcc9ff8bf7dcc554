/** What a desk, a third party and the person themselves read: each gets what they can act on, and nothing that is for somebody else. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { message } from '../../../diagnostics/model/message.ts';
import type { Observation } from '../../../diagnostics/model/observation.ts';
import type { Problem } from '../../../diagnostics/model/problem.ts';
import type { Report } from '../../../diagnostics/model/report.ts';
import { withoutSecrets } from '../../../diagnostics/report/redact/redactor.ts';
import { parsePack } from '../../../diagnostics/scope/lint-pack.ts';
import type { ProviderPack } from '../../../diagnostics/scope/pack-schema.ts';
import { buildTicket } from '../../../diagnostics/ticket/build-ticket.ts';
import { renderTicket } from '../../../diagnostics/ticket/render-ticket.ts';
import { withAnswers } from '../../../diagnostics/ticket/with-answers.ts';
import { sampleObservations, sampleProblem, sampleReport, sampleScope } from '../report/sample-report.ts';
import { translatorOf } from '../report/translators.ts';

const t = translatorOf('en');
const folder = new URL('../../../resources/providers/', import.meta.url);
const isPack = (name: string): boolean => name.endsWith('.json') && !/^(?:facts|topics)\.json$/u.test(name);
const packNames = readdirSync(folder).filter(isPack);
const packOf = (name: string): ProviderPack => {
  const parsed = parsePack(readFileSync(new URL(name, folder), 'utf8'));
  if (!parsed.ok) throw new Error(name);
  return parsed.pack;
};

const refused: Observation = {
  ...sampleObservations[1]!,
  kind: 'smtp',
  input: { security: 'starttls', serverName: 'mail.example.test' },
  data: {
    upgrade: 'not_tried',
    transcript: [
      { direction: 'received', at: 1, text: '220 mail.example.test ESMTP' },
      { direction: 'received', at: 2, text: '554 5.7.1 Service unavailable; client blocked' },
    ],
  },
} as Observation;
const evidence = [{ observation: refused.id, pointer: '/data/transcript/1/text', excerpt: 'client blocked' }];

const reportOf = (part: Partial<Problem>, more: Partial<Report> = {}): Report =>
  sampleReport({
    problems: [sampleProblem(part)],
    observations: [refused, sampleObservations[0]!, sampleObservations[2]!],
    ...more,
  });
const ticketOf = (
  part: Partial<Problem>,
  pack: ProviderPack | null = null,
  facts: Readonly<Record<string, string>> = {},
) => buildTicket(withAnswers(reportOf(part), facts, null), 0, { t, pack });
const sectionOf = (ticket: ReturnType<typeof ticketOf>, id: string) => {
  const found = ticket.sections.find((each) => each.id === id);
  return found && [...found.paragraphs, ...found.items];
};
const fieldOf = (ticket: ReturnType<typeof ticketOf>, id: string) =>
  ticket.fields.find((each) => each.id === id);

describe('the exact error', () => {
  it('is what the server said, word for word', () => {
    expect(sectionOf(ticketOf({ evidence }), 'error')).toEqual([
      '554 5.7.1 Service unavailable; client blocked',
    ]);
  });

  it.each([
    [
      { code: 'connection_refused', operation: 'connect', detail: 'ECONNREFUSED' },
      'ECONNREFUSED (connection_refused, connect)',
    ],
    [{ code: 'timed_out', operation: 'connect', detail: '' }, 'timed_out (connect, 80 ms)'],
    [
      { code: 'tls_alert', operation: 'tls_handshake', detail: 'handshake_failure' },
      'handshake_failure (tls_alert, tls_handshake)',
    ],
  ] as const)('or the code of the failure: %j', (failure, text) => {
    const observations = [{ ...refused, failure }] as readonly Observation[];
    const ticket = buildTicket({ ...reportOf({ evidence }), observations }, 0, { t });
    expect(sectionOf(ticket, 'error')).toEqual([text]);
  });

  it('or the wrong value under its technical name, neither translated nor rounded', () => {
    expect(sectionOf(ticketOf({}), 'error')).toEqual(['notAfter = 2026-11-01T00:00:00Z']);
  });
});

describe('what the provider asks for', () => {
  const webcanyon = packOf('webcanyon.json');
  const scope = sampleScope({ provider: 'webcanyon', product: 'hosting', tier: 'pro-beheer' });
  const ticket = ticketOf({ evidence, scope }, webcanyon);

  it('is filled in where the diagnosis knows it, and asked for where only the person does', () => {
    expect(fieldOf(ticket, 'server_domain')?.value).toBe(
      'mail.example.test (192.0.2.25) port 587; example.test',
    );
    expect(fieldOf(ticket, 'error')?.value).toBe('554 5.7.1 Service unavailable; client blocked');
    expect(fieldOf(ticket, 'tried')).toMatchObject({
      value: null,
      key: 'ticket.tried',
      section: 'Contact opnemen / 2) Ticket',
    });
  });

  it('is not asked for twice under two names', () => {
    const ids = ticket.fields.map(({ id }) => id);
    expect(ids).not.toContain('error_seen');
    expect(ids).not.toContain('domain');
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is never written down when it is a PIN or a sign-in', () => {
    expect(fieldOf(ticket, 'support_pin')).toMatchObject({
      key: null,
      value: t.text('ticket.never_written'),
    });
    const told = ticketOf({ scope }, webcanyon, { 'ticket.support_pin': '4711' });
    expect(JSON.stringify(told)).not.toContain('4711');
  });

  it('comes with the safe way for passwords and the rules of the desk, for the sender alone', () => {
    expect(ticket.advice.join('\n')).toContain('https://safe.webcanyon.eu/');
    expect(renderTicket(ticket, 'text', t, { forSender: false })).not.toContain('safe.webcanyon.eu');
  });

  it('names product and level as the provider does', () => {
    expect(ticket.level).toEqual({ product: 'Web hosting', tier: 'Pro management' });
  });
});

describe('money and time', () => {
  it('says what to tick where it costs something', () => {
    const astral = packOf('astral-internet-canada.json');
    const charged = { provider: 'astral-internet-canada', decision: 'billable' } as const;
    expect(ticketOf({ scope: sampleScope(charged) }, astral).advice.join('\n')).toContain(
      'Webmaster Service box',
    );
    expect(ticketOf({ scope: sampleScope() }, astral).advice.join('\n')).not.toContain(
      'Webmaster Service box',
    );
  });

  it('gives the due time in words and in the zone of the desk', () => {
    const values = { zone: 'America/Toronto' };
    const scope = sampleScope({
      firstAnswerDue: '2026-11-23T15:00:00.000Z',
      dueReason: message('scope.due.openHours', values),
    });
    expect(ticketOf({ scope }).due).toEqual({
      at: '2026-11-23T15:00:00.000Z',
      text: 'Monday, 23 November 2026 at 10:00 (Eastern Time)',
    });
  });
});

describe('a letter to a third party', () => {
  const scope = sampleScope({ responsible: 'access_provider', decision: 'not_supported' });
  const letter = ticketOf({
    scope,
    evidence,
    rootCause: 'network.port25_blocked',
    side: 'network_path',
    faultDomain: 'access_provider',
    headline: message('Sentence for the customer.'),
    reason: message('Another sentence for the customer.'),
    nextStep: message('A third sentence for the customer.'),
  });
  const text = renderTicket(letter, 'text', t, { forSender: false });

  it('asks for one thing that this reader can do, with the measurements that show it', () => {
    expect(sectionOf(letter, 'request')).toEqual([t.text('ticket.letter.ask.network.port25_blocked')]);
    expect(sectionOf(letter, 'evidence')?.[0]).toMatch(/13:03:13 UTC.*587.*554 5\.7\.1 Service unavailable/u);
    expect(sectionOf(letter, 'line')).toBeDefined();
  });

  it('holds nothing that was written for the customer, nothing of the contract, no report of everything', () => {
    expect(text).not.toMatch(/sentence for the customer|Support policy|shared-web|192\.0\.2\.53/u);
    expect(letter).toMatchObject({
      attachments: [],
      fields: [],
      channel: null,
      due: null,
      delivery: [{ id: 'to' }],
    });
  });

  it('has no use for the line’s address when it goes to a registrar', () => {
    expect(
      sectionOf(
        ticketOf({ scope: sampleScope({ responsible: 'third_party' }), faultDomain: 'registrar' }),
        'line',
      ),
    ).toBeUndefined();
  });

  it('goes to the developer when the website itself is at fault', () => {
    const site = { faultDomain: 'site_application', side: 'customer' } as const;
    const ticket = ticketOf({
      ...site,
      scope: sampleScope({ responsible: 'customer', decision: 'not_supported' }),
    });
    expect(ticket.recipient.party).toBe('site_application');
  });
});

describe('a guide to oneself', () => {
  const guide = (scope: Parameters<typeof sampleScope>[0], request: Partial<Report['request']> = {}) => {
    const own = {
      side: 'customer',
      faultDomain: 'customer_configuration',
      scope: sampleScope({ responsible: 'customer', ...scope }),
    } as const;
    const report = reportOf(own);
    return buildTicket({ ...report, request: { ...report.request, ...request } }, 0, { t });
  };

  it('ends with the command that measures just this again', () => {
    const again = guide(
      { decision: 'not_supported' },
      { hosts: ['mail.example.test'], provider: 'webcanyon', product: 'hosting', tier: 'pro-beheer' },
    );
    expect(sectionOf(again, 'recheck')?.[0]).toContain(
      'faultline check example.test --service web --host mail.example.test --provider webcanyon --product hosting --tier pro-beheer',
    );
  });

  it('lets no value of a stranger’s file into that command', () => {
    const evil = guide({ decision: 'not_supported' }, { hosts: ['x; rm -rf ~'], product: '$(id)' });
    expect(sectionOf(evil, 'recheck')?.[0]).toMatch(/--service web --provider example-hosting$/u);
  });

  it('names the desk only where the desk would help', () => {
    const ids = (ticket: ReturnType<typeof guide>) => ticket.sections.map(({ id }) => id);
    expect(ids(guide({ decision: 'not_supported' }))).not.toContain('channel');
    expect(ids(guide({ decision: 'billable' }))).toContain('channel');
    expect(guide({ decision: 'billable' })).toMatchObject({ due: null, delivery: [], attachments: [] });
  });
});

it.each(packNames)('%s goes into a bundle as it is: nothing in it looks like a secret', (name) => {
  const pack = packOf(name);
  expect(withoutSecrets(pack)).toEqual(pack);
});
