/** Every format of a ticket: what a program or a person on the other side relies on. */
import { describe, expect, it } from 'vitest';
import { buildTicket } from '../../../diagnostics/ticket/build-ticket.ts';
import { renderTicketMail } from '../../../diagnostics/ticket/render-mail.ts';
import { renderTicket } from '../../../diagnostics/ticket/render-ticket.ts';
import { readMail } from '../../support/read-mail.ts';
import { sampleProblem, sampleReport, sampleScope } from '../report/sample-report.ts';
import { translatorOf } from '../report/translators.ts';

const t = translatorOf('en');
const mailbox = {
  id: 'email',
  kind: 'email' as const,
  text: { en: 'Mail' },
  address: 'help@example-hosting.test',
  hours: null,
  price: null,
};
const ticketWith = (scope = sampleScope({ otherChannels: [mailbox] })) =>
  buildTicket(sampleReport({ problems: [sampleProblem({ scope })] }), 0, {
    t,
    attachmentName: 'mine.faultline',
  });
const ticket = ticketWith();

describe('HTML', () => {
  it.each(['en', 'fr', 'nl'] as const)(
    'says its language, loads nothing and runs nothing (%s)',
    (language) => {
      const own = translatorOf(language);
      const html = renderTicket(buildTicket(sampleReport(), 0, { t: own }), 'html', own);
      expect(html).toContain(`<html lang="${language}">`);
      expect(html).toContain("default-src 'none'");
      expect(html).not.toMatch(/<script|<link|<img|src=|href=|url\(/iu);
    },
  );

  it('fits the reader’s light or dark screen, and paper without what is meant for the sender', () => {
    const html = renderTicket(ticket, 'html', t);
    expect(html).toMatch(/prefers-color-scheme: dark/u);
    expect(html).toMatch(/@media print \{[^@]*aside \{ display: none; \}/u);
    expect(renderTicket(ticket, 'html', t, { forSender: false })).not.toContain('<aside>');
  });
});

describe('mail', () => {
  const bytes = new Uint8Array([80, 75, 3, 4, 0, 255, 13, 10]);
  const attached = [{ name: 'mine.faultline', mediaType: 'application/zip', bytes }];

  it('is a draft to the desk with text, page and report', async () => {
    const mail = readMail(await renderTicketMail(ticket, t, attached));
    expect(Object.fromEntries(mail.headers)).toMatchObject({
      To: 'Your hosting provider <help@example-hosting.test>',
      Subject: ticket.subject,
      Date: 'Sat, 21 Nov 2026 13:03:15 +0000',
      'X-Unsent': '1',
    });
    expect(mail.types).toEqual([
      'multipart/mixed',
      'multipart/alternative',
      'text/plain',
      'text/html',
      'application/zip',
    ]);
    expect(mail.files).toEqual(new Map([['mine.faultline', bytes]]));
    expect(mail.texts[0]).not.toContain(t.text('ticket.before_sending'));
  });

  it('is the same bytes for the same ticket, with line ends as mail has them', async () => {
    const [first, second] = await Promise.all([
      renderTicketMail(ticket, t, attached),
      renderTicketMail(ticket, t, attached),
    ]);
    expect(first).toEqual(second);
    expect(Buffer.from(first).toString('latin1').replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u);
  });

  it('carries only what the ticket names', async () => {
    const other = [{ name: '/etc/passwd', mediaType: 'text/plain', bytes }];
    expect(readMail(await renderTicketMail(ticket, t, other)).files.size).toBe(0);
  });

  it('is not sent to another department', async () => {
    const billing = { ...mailbox, id: 'billing', address: 'billing@example-hosting.test' };
    const mail = readMail(await renderTicketMail(ticketWith(sampleScope({ otherChannels: [billing] })), t));
    expect(mail.headers.filter(([name]) => name === 'To')).toEqual([]);
  });
});

describe('links', () => {
  it('names the portal, and writes a draft that a mail program opens', () => {
    expect(ticket.links.portal).toBe('https://my.example-hosting.test/tickets');
    const draft = new URL(ticket.links.mailTo ?? '');
    expect(draft.pathname).toBe('help@example-hosting.test');
    expect(draft.searchParams.get('subject')).toBe(ticket.subject);
    expect(draft.href.length).toBeLessThanOrEqual(1900);
  });

  it.each([
    'javascript:alert(1)',
    'http://my.example-hosting.test/',
    'https://x test/',
    'file:///etc/passwd',
  ])('opens no %s', (address) => {
    const channel = { ...mailbox, kind: 'ticket' as const, address };
    expect(ticketWith(sampleScope({ channel })).links.portal).toBeNull();
  });
});

describe('forms', () => {
  it('fills the fields of WHMCS', () => {
    expect(JSON.parse(renderTicket(ticket, 'whmcs', t))).toMatchObject({
      department: 'technical support',
      priority: 'Medium',
      subject: ticket.subject,
      markdown: true,
      relatedservice: 'shared-web - example.test',
      attachments: ['mine.faultline'],
    });
  });

  it('fills the fields of Zammad, with attributes of its own', () => {
    expect(JSON.parse(renderTicket(ticket, 'zammad', t))).toMatchObject({
      title: ticket.subject,
      group: 'technical support',
      priority: '2 normal',
      type: 'Incident',
      article: { type: 'web', internal: false, content_type: 'text/plain' },
      faultline_domain: 'example.test',
      faultline_root_cause: 'tls.certificate.expired',
      faultline_fingerprint: ticket.fingerprint,
    });
  });
});
