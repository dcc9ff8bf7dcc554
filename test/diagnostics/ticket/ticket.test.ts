import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../diagnostics/model/problem.ts';
import { ticketSchema } from '../../../diagnostics/model/ticket.ts';
import type { ProviderPack } from '../../../diagnostics/scope/pack-schema.ts';
import { buildTicket } from '../../../diagnostics/ticket/build-ticket.ts';
import { ticketQuestions } from '../../../diagnostics/ticket/ticket-questions.ts';
import { ticketKind } from '../../../diagnostics/ticket/ticket-kind.ts';
import { renderTicket, ticketFileName } from '../../../diagnostics/ticket/render-ticket.ts';
import { sampleProblem, sampleReport, sampleScope } from '../report/sample-report.ts';
import { translatorOf } from '../report/translators.ts';

const t = translatorOf('en');
const ticketOf = (part: Partial<Problem> = {}, facts: Readonly<Record<string, string>> = {}) => {
  const report = sampleReport({ problems: [sampleProblem(part)] });
  return buildTicket({ ...report, request: { ...report.request, facts } }, 0, { t });
};

describe('buildTicket', () => {
  it.each(['en', 'fr', 'nl'] as const)('holds what the desk needs at first read (%s)', async (language) => {
    const own = translatorOf(language);
    const ticket = buildTicket(sampleReport(), 0, { t: own });
    await expect(renderTicket(ticket, 'text', own)).toMatchFileSnapshot(`golden/ticket.${language}.txt`);
  });

  it('is valid by its schema and has a subject to sort by', () => {
    const ticket = ticketOf();
    expect(ticketSchema.parse(JSON.parse(renderTicket(ticket, 'json', t)))).toEqual(ticket);
    expect(ticket.subject).toBe('[Web] example.test: certificate expired (R45)');
  });

  it('gives the time of the failure with its zone and in UTC, and the server that was reached', () => {
    const sections = Object.fromEntries(ticketOf().sections.map(({ id, paragraphs }) => [id, paragraphs]));
    expect(sections['time']?.[0]).toMatch(/14:03:12 CET \(.*13:03:12 UTC\)/u);
    expect(sections['server']).toEqual(['www.example.test (192.0.2.10) port 443']);
  });

  it('claims what the policy promises for a time and owes in figures, and nothing else', () => {
    const text = { en: 'Parts are replaced within 4 hours.' };
    const credit = { section: 'Network', currency: 'EUR', capped: false, steps: [] };
    const claims = (percent: number | null, due: string | null) => {
      const slaCredit = { ...credit, percent, amount: percent };
      const { sections } = ticketOf({
        scope: sampleScope({ promises: [{ text, section: 'Hardware', due }], slaCredit }),
      });
      return sections.filter(({ id }) => id === 'promises' || id === 'credit').map(({ id }) => id);
    };
    expect([claims(9.9, '2026-11-21T15:00:00.000Z'), claims(null, null)]).toEqual([
      ['promises', 'credit'],
      [],
    ]);
  });

  it('asks for what nobody knows and takes what was said', () => {
    const fields = (facts: Readonly<Record<string, string>>) =>
      Object.fromEntries(ticketOf({}, facts).fields.map(({ id, key, value }) => [id, { key, value }]));
    expect(fields({})).toMatchObject({
      customer_number: { key: 'ticket.customer_number', value: null },
      domain: { key: null, value: 'example.test' },
    });
    expect(fields({ 'ticket.customer_number': ' 4711 ' })).toMatchObject({
      customer_number: { key: 'ticket.customer_number', value: '4711' },
    });
    expect(
      ticketQuestions(ticketOf({}, { 'ticket.since': 'noon' })).find(({ value }) => value !== ''),
    ).toEqual({
      key: 'ticket.since',
      label: 'Since when',
      help: 'when it last worked and when it first failed',
      value: 'noon',
      isRequired: true,
    });
  });

  it('asks for a field whose id every object answers to', async () => {
    const text = await readFile(
      new URL('../../../resources/providers/kenotronix.json', import.meta.url),
      'utf8',
    );
    const pack = JSON.parse(text) as ProviderPack;
    const field = { id: 'constructor', section: 'x', required: true, label: pack.products[0]!.name };
    const own = { ...pack, ticket: { ...pack.ticket, fields: [field] } };
    const fields = buildTicket(sampleReport(), 0, { t, pack: own }).fields;
    expect(fields.find(({ id }) => id === 'constructor')).toMatchObject({ value: null, section: 'x' });
  });

  it('never carries a password, also when somebody writes one', () => {
    const ticket = ticketOf(
      {},
      {
        'ticket.changed_lately': 'new password: Zq9!hunter',
        'ticket.error_seen': 'ftp://anna:Zq9!hunter@x.test',
      },
    );
    for (const format of ['text', 'md', 'html', 'json', 'whmcs', 'zammad'] as const)
      expect(renderTicket(ticket, format, t)).not.toContain('hunter');
  });

  it('keeps its fingerprint from run to run and changes it with the fault', () => {
    const report = sampleReport({ id: 'another', finishedAt: '2026-12-01T00:00:00.000Z' });
    expect(buildTicket(report, 0, { t }).fingerprint).toBe(ticketOf().fingerprint);
    expect(ticketOf({ rootCause: 'service.stopped' }).fingerprint).not.toBe(ticketOf().fingerprint);
  });

  it('names its file plainly', () => {
    expect(ticketFileName(ticketOf({ rootCause: '../../Evil Name' }), 1)).toBe('2-evil-name');
  });
});

describe('ticketKind', () => {
  const unknown = sampleScope({ responsible: 'unknown', decision: 'no_policy' });
  it.each([
    [{ scope: sampleScope({ responsible: 'customer' }) }, 'self_help'],
    [{ scope: sampleScope({ responsible: 'access_provider' }) }, 'third_party_letter'],
    [{ scope: unknown, side: 'customer', faultDomain: 'customer_device' }, 'self_help'],
    [{ scope: unknown, side: 'network_path', faultDomain: 'access_provider' }, 'third_party_letter'],
    [{ scope: unknown, side: 'third_party', faultDomain: 'registrar' }, 'third_party_letter'],
    [{ scope: unknown, side: 'undetermined', faultDomain: 'undetermined' }, 'provider_ticket'],
    [{}, 'provider_ticket'],
  ] as const)('%# follows the policy, then the side', (part, kind) => {
    expect(ticketKind(sampleProblem(part))).toBe(kind);
  });

  it('writes a guide with a way to check again when the customer acts', () => {
    const ticket = ticketOf({
      scope: sampleScope({ responsible: 'customer', decision: 'not_supported' }),
      side: 'customer',
      faultDomain: 'customer_configuration',
    });
    expect(ticket.fields).toEqual([]);
    expect(renderTicket(ticket, 'text', t)).toContain('faultline check example.test --service web');
  });

  it('writes a letter with the evidence to whoever else runs the broken part', () => {
    const ticket = ticketOf({ scope: unknown, side: 'third_party', faultDomain: 'registrar' });
    expect(ticket.recipient).toEqual({
      party: 'registrar',
      name: 'The registrar of the domain',
      address: null,
    });
    expect(renderTicket(ticket, 'text', t)).toContain('WHAT WE ASK');
  });
});
