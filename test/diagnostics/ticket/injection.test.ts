/** Text of servers, zones and people arrives as inert text in every format in which a ticket leaves. */
import { describe, expect, it } from 'vitest';
import { message } from '../../../diagnostics/model/message.ts';
import type { Ticket } from '../../../diagnostics/model/ticket.ts';
import { renderReport, renderSummary } from '../../../diagnostics/report/text/render-report.ts';
import { ansiPaint } from '../../../diagnostics/report/text/paint.ts';
import { buildTicket } from '../../../diagnostics/ticket/build-ticket.ts';
import { renderTicketMail } from '../../../diagnostics/ticket/render-mail.ts';
import { renderTicket } from '../../../diagnostics/ticket/render-ticket.ts';
import { readMail } from '../../support/read-mail.ts';
import { sampleObservations, sampleProblem, sampleReport, sampleScope } from '../report/sample-report.ts';
import { translatorOf } from '../report/translators.ts';

const t = translatorOf('en');

/** Each stands once at the start of its text, where formulas and headings begin, and once inside. */
const attacks = {
  markdown: '# h [x](https://evil.test) ![i](https://evil.test/i.png) **bold** `code` | a | b |',
  autolink: 'see https://evil.test/ www.evil.test mailto:a@evil.test <https://evil.test> a@evil.test',
  html: '<script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">x</a></style><!--',
  attribute: '" onmouseover="alert(1)" x=\'',
  formula: '=HYPERLINK("https://evil.test";"x")',
  formula_plus: "+1+cmd|' /C calc'!A0",
  formula_minus: '-1+1',
  formula_at: '@SUM(1+1)',
  formula_tab: '\t=1+1',
  ansi: '\u001b[2J\u001b]0;title\u0007\u009b31mred',
  header: 'x\r\nBcc: victim@evil.test\r\n\r\n<b>body</b>',
  separators: 'a\u2028b\u2029c\u0085d\u000be',
  bidi: '\u202etxt.exe\u202c \u2066x\u2069 \u200f',
  zero_width: 'exa\u200bmple\ufeff\u00ad.test\u{e0041}',
  mime: '=?utf-8?q?=0d=0aBcc:_x@evil.test?=',
  template: '${7*7} {{7*7}} <%= 7*7 %>',
} as const;

const reportWith = (evil: string) => {
  const said = message('report.title', { name: evil, time: evil });
  const problem = sampleProblem({
    headline: said,
    reason: said,
    nextStep: said,
    limits: said,
    subject: evil,
    evidence: [{ observation: sampleObservations[0]!.id, pointer: '/data/x', excerpt: evil }],
    evidenceAgainst: [{ observation: 'environment', pointer: '/data/x', excerpt: evil }],
    scope: sampleScope({ priorityText: { en: evil }, conditions: [{ en: evil }] }),
  });
  const report = sampleReport({ problems: [problem] });
  const failed = sampleObservations.map((each) => ({
    ...each,
    endpoint: { ...each.endpoint, name: evil },
    failure: { code: 'rejected' as const, operation: 'greet' as const, detail: evil },
  }));
  const { target } = report.request;
  return {
    ...report,
    observations: failed,
    request: {
      ...report.request,
      target: { ...target, displayName: evil },
      facts: { 'ticket.since': evil, 'ticket.tried': evil },
    },
  };
};
const ticketOf = (evil: string): Ticket => buildTicket(reportWith(evil), 0, { t });

const steering =
  // oxlint-disable-next-line no-control-regex -- looks for what must not be there
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/u;

describe.each(Object.entries(attacks))('%s', (_name, evil) => {
  const ticket = ticketOf(evil);

  it.each(['text', 'md', 'html', 'json', 'whmcs', 'zammad'] as const)('steers nothing in %s', (format) => {
    expect(renderTicket(ticket, format, t)).not.toMatch(steering);
  });

  it('begins no formula in a line of text', () => {
    const lines = renderTicket(ticket, 'text', t, { forSender: false }).split('\n');
    expect(lines.filter((line) => /^\s*[=+@]|^-[^ ]/u.test(line))).toEqual([]);
  });

  it('makes no link, image, tag, heading, emphasis or table in Markdown', () => {
    const markdown = renderTicket(ticket, 'md', t);
    // An unescaped bracket, backtick or pipe; a bare address; a heading or a formula that is none of ours.
    expect(markdown).not.toMatch(
      /<\/?[a-z!]|https?:\/\/|\bwww\.|(?<!\\)[[\]`|~$]|@|(?:mailto|javascript):/iu,
    );
    const headings = markdown.split('\n').filter((line) => /^\s{0,3}#/u.test(line));
    expect(headings.slice(1).every((line) => /^## [A-Z][a-z,]/u.test(line))).toBe(true);
    expect(headings[0]).toMatch(/^# \\\[Web\\\]/u);
    expect(markdown.split('\n').filter((line) => /^\s*[=+@]|^-[^ ]/u.test(line))).toEqual([]);
  });

  it('makes no element, attribute or address in HTML', () => {
    const html = renderTicket(ticket, 'html', t);
    const ours = 'a|aside|bdi|body|dd|dl|dt|h1|h2|head|html|li|main|meta|p|section|style|title|ul';
    const tags = [...html.matchAll(/<\/?([a-z0-9]+)([^>]*)>/giu)];
    expect(tags.filter(([, name = '']) => !new RegExp(`^(?:${ours})$`, 'u').test(name))).toEqual([]);
    expect(tags.filter(([, , rest = '']) => /\bon\w+=|href|src=|url\(/iu.test(rest))).toEqual([]);
    expect(html).not.toMatch(/<!--|<script|@import|url\(/iu);
  });

  it('is a value and nothing else in JSON', () => {
    for (const format of ['json', 'whmcs', 'zammad'] as const)
      expect(() => JSON.parse(renderTicket(ticket, format, t)) as unknown).not.toThrow();
  });

  it('begins no formula in the fields of a form', () => {
    const values = (value: unknown): readonly string[] =>
      typeof value === 'string' ? [value] : Object.values((value ?? {}) as object).flatMap(values);
    for (const format of ['whmcs', 'zammad'] as const) {
      const found = values(JSON.parse(renderTicket(ticket, format, t)));
      expect(found.filter((text) => /^\s*[=+@]|^-[^ ]/u.test(text))).toEqual([]);
    }
  });

  it('adds no header, no part and no recipient to a mail', async () => {
    const mail = readMail(await renderTicketMail(ticket, t));
    expect(mail.headers.map(([name]) => name.toLowerCase())).toEqual([
      'x-unsent',
      'content-language',
      'x-faultline-fingerprint',
      'subject',
      'message-id',
      'date',
      'mime-version',
      'content-type',
    ]);
    expect(mail.types).toEqual(['multipart/alternative', 'text/plain', 'text/html']);
    expect(mail.texts.join('\n')).not.toMatch(steering);
  });

  it('steers nothing on a terminal and in the summary of a bundle', () => {
    const report = reportWith(evil);
    expect(renderSummary(report, t)).not.toMatch(steering);
    // oxlint-disable-next-line no-control-regex -- our own colours
    const painted = renderReport(report, t, { width: 80, paint: ansiPaint }).replace(/\u001b\[\d+m/gu, '');
    expect(painted).not.toMatch(steering);
  });
});
