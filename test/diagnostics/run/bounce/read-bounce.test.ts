import { describe, expect, it } from 'vitest';
import {
  deliveryStatusData,
  type DeliveryStatus,
} from '../../../../diagnostics/model/observations/delivery.ts';
import { readBounce } from '../../../../diagnostics/run/bounce/read-bounce.ts';
import * as samples from './samples.ts';
import { processorMs } from '../../../support/processor-time.ts';

/** What is read of each sample; words are told apart by their beginning. */
interface Expected extends Partial<Omit<DeliveryStatus, 'recipients'>> {
  readonly recipient?: Partial<DeliveryStatus['recipients'][number]>;
}

const rows: readonly (readonly [string, string, Expected])[] = [
  [
    'Exim with a full mailbox behind an alias',
    samples.eximFull,
    {
      form: 'text',
      style: 'exim',
      recipient: {
        address: 'jan@studio.test',
        domain: 'studio.test',
        originalDomain: 'shop.test',
        action: 'failed',
        replyCode: 552,
        status: '5.2.2',
        quotedHost: 'mx.mailco.test',
      },
    },
  ],
  [
    'Exim that refuses by itself',
    samples.eximLocal,
    { form: 'text', style: 'exim', recipient: { action: 'failed', words: 'relay not permitted' } },
  ],
  [
    'Exim that still tries',
    samples.eximDelayed,
    {
      form: 'text',
      style: 'exim',
      recipient: { action: 'delayed', replyCode: 451, status: '4.7.1', quotedHost: 'mx.mailco.test' },
    },
  ],
  [
    'Postfix by the book',
    samples.postfixReport,
    {
      form: 'report',
      style: 'postfix',
      reportedBy: 'mail.hoster.test',
      arrivedAt: '2026-11-22T08:59:58.000Z',
      fromDomain: 'shop.test',
      envelopeDomain: 'shop.test',
      signedBy: ['hoster.test'],
      recipient: {
        address: 'jan@studio.test',
        action: 'failed',
        replyCode: 550,
        status: '5.1.1',
        remoteHost: 'mx.mailco.test',
        words: '550 5.1.1 <jan@studio.test>: Recipient address rejected: User unknown',
      },
    },
  ],
  [
    'Postfix behind a smarthost',
    samples.postfixSmarthost,
    { form: 'report', recipient: { remoteHost: 'out.hoster.test', replyCode: 554, status: '5.7.1' } },
  ],
  [
    'Postfix in plain text',
    samples.postfixText,
    {
      form: 'text',
      style: 'postfix',
      reportedBy: 'mail.hoster.test',
      recipient: {
        address: 'jan@studio.test',
        originalDomain: 'shop.test',
        replyCode: 452,
        status: '4.2.2',
        quotedHost: 'mx.mailco.test',
      },
    },
  ],
  [
    'Microsoft with sender checks in the words',
    samples.microsoftReport,
    {
      form: 'report',
      style: 'exchange',
      fromDomain: 'shop.test',
      authentication: [
        { method: 'spf', result: 'fail' },
        { method: 'dkim', result: 'pass' },
        { method: 'dmarc', result: 'fail' },
      ],
      recipient: { status: '5.7.515', replyCode: 550, remoteHost: 'contoso-test.mail.protection.test' },
    },
  ],
  [
    'Exchange in plain text',
    samples.exchangeText,
    {
      form: 'text',
      style: 'exchange',
      reportedBy: 'exchange.shop.test',
      fromDomain: 'shop.test',
      recipient: {
        address: 'jan@contoso.test',
        replyCode: 550,
        status: '5.1.10',
        remoteHost: 'mx.contoso.test',
      },
    },
  ],
  [
    'Google with sender checks in the words',
    samples.googleUnauthenticated,
    {
      form: 'text',
      authentication: [
        { method: 'dkim', result: 'fail' },
        { method: 'spf', result: 'fail', domain: 'shop.test' },
      ],
      recipient: { domain: 'mailbig.test', replyCode: 550, status: '5.7.26' },
    },
  ],
  [
    'Google with an unknown address',
    samples.googleNotFound,
    {
      form: 'text',
      style: 'google',
      recipient: { address: 'jan@studio.test', replyCode: 550, status: '5.1.1' },
    },
  ],
  [
    'qmail',
    samples.qmail,
    {
      form: 'text',
      style: 'qmail',
      reportedBy: 'mail.hoster.test',
      fromDomain: 'shop.test',
      recipient: { address: 'jan@studio.test', replyCode: 550, status: '5.2.2', action: 'failed' },
    },
  ],
  [
    'header fields of a message that arrived as spam',
    samples.headerBlock,
    {
      form: 'headers',
      fromDomain: 'shop.test',
      envelopeDomain: 'newsletter.test',
      signedBy: ['newsletter.test'],
      authentication: [
        { method: 'dkim', result: 'pass', domain: 'newsletter.test' },
        { method: 'spf', result: 'pass', domain: 'newsletter.test' },
        { method: 'dmarc', result: 'fail', domain: 'shop.test' },
      ],
    },
  ],
  [
    'one line that somebody cut out',
    samples.oneLine,
    { form: 'text', style: 'other', recipient: { replyCode: 554, status: '5.7.1', domain: '' } },
  ],
];

describe('reading a bounce', () => {
  it.each(rows)('%s', (_, pasted, { recipient, ...expected }) => {
    const read = readBounce(pasted);
    expect(deliveryStatusData.safeParse(read).success).toBe(true);
    expect(read).toMatchObject({ ...expected, recipients: recipient === undefined ? [] : [recipient] });
  });

  it.each(rows)('keeps nothing of what the message said: %s', (_, pasted) => {
    const kept = JSON.stringify(readBounce(pasted));
    expect(kept).not.toContain('secret plans');
    expect(kept).not.toContain('hunter2');
  });

  it.each([
    ['nothing', ''],
    ['a letter', 'Dear all,\n\nthe meeting is at five. Call 020 550 123.\n\nAnna'],
    ['a message that went well', 'From: a@b.test\nTo: c@d.test\nSubject: hello\n\nHello 250 friends'],
    ['bytes', '\u0000\u0001\u0002'.repeat(1000)],
  ])('reads no refusal out of %s', (_, pasted) => {
    expect(readBounce(pasted)).toBeNull();
  });

  it.each([
    ['one endless line', `550 5.1.1 ${'a@b.'.repeat(200_000)}`],
    ['endless folded fields', `Final-Recipient: rfc822; a@b.test\nAction: failed\n${' x\n'.repeat(300_000)}`],
    ['many recipients', 'Final-Recipient: rfc822; a@b.test\nAction: failed\n'.repeat(50_000)],
    [
      'many parts',
      `Content-Type: multipart/mixed; boundary=x\nFrom: a@b.test\n\n${'--x\n\n550 5.1.1 no\n'.repeat(50_000)}`,
    ],
    ['deep parts', 'Content-Type: multipart/mixed; boundary=x\nFrom: a@b.test\n\n--x\n'.repeat(20_000)],
    ['open brackets', `550 ${'<['.repeat(100_000)}`],
    ['open comments', `Authentication-Results: mx.test; ${'('.repeat(100_000)}dmarc=fail`],
    [
      'open tags',
      `From: a@b.test\nTo: a@b.test\nContent-Type: text/html\n\n550 5.1.1 ${'<br '.repeat(100_000)}`,
    ],
    ['dots', `host ${'a.'.repeat(100_000)} said: 550`],
  ])('stays quick and within bounds for %s', (_, pasted) => {
    let read: ReturnType<typeof readBounce> = null;
    expect(processorMs(() => (read = readBounce(pasted)))).toBeLessThan(2_000);
    expect(deliveryStatusData.nullable().safeParse(read).error?.issues ?? []).toEqual([]);
  });

  it('takes control and reordering characters out of the words', () => {
    const read = readBounce('550 5.1.1 \u001b[31mno such user\u202e here');
    expect(read?.recipients[0]?.words).toBe('550 5.1.1 ␛[31mno such user<U+202E> here');
  });
});
