import { describe, expect, it } from 'vitest';
import { returnedMessage } from '../../../../diagnostics/checks/mail/returned-message.ts';
import { evaluateChecks } from '../../../../diagnostics/checks/evaluate.ts';
import { aBounce, aRecipient } from '../../../support/delivery-factories.ts';
import { aFacts } from '../../../support/factories.ts';
import { judgeAll } from '../../../support/judge.ts';

const said = (words: string, status?: string) =>
  judgeAll(returnedMessage, [aBounce([aRecipient({ words, ...(status === undefined ? {} : { status }) })])]);

describe('returned-message', () => {
  it.each([
    ['552 mailbox over quota', '5.2.2', 'mailbox_full'],
    ['452 The recipient’s inbox is out of storage space', '4.2.2', 'mailbox_full'],
    ['552 Mailbox full', '5.0.0', 'mailbox_full'],
    ['552 message size exceeds fixed maximum', '5.3.4', 'too_large'],
    ['552 message size exceeds fixed maximum', '5.0.0', 'too_large'],
    ['550 blocked because the sender is unauthenticated', '5.7.26', 'authentication'],
    [
      '550 Access denied, sending domain does not meet the required authentication level',
      '5.7.515',
      'authentication',
    ],
    ['554 rejected by DMARC policy', '5.7.1', 'authentication'],
    ['550 No such user here', '5.0.0', 'unknown_recipient'],
    ['550 user unknown', '5.1.1', 'unknown_recipient'],
    ['Unrouteable address', '5.0.0', 'unknown_domain'],
    ['550 relay not permitted', '5.7.1', 'login_wanted'],
    ['554 sending limit of 200 messages an hour reached', '5.7.1', 'too_many'],
    ['554 Client host [192.0.2.7] blocked using zen.blocklist.test', '5.7.1', 'sending_server'],
    ['550 banned sending IP', '5.7.606', 'sending_server'],
    ['connect to mx.studio.test: Connection timed out', '4.4.1', 'unreachable'],
    ['554 refused by policy', '5.7.1', 'other'],
  ])('reads “%s” (%s) as %s', (words, status, kind) => {
    expect(said(words, status)).toEqual([`failed.${kind} jan@studio.test`]);
  });

  it('tells what is still tried from what failed', () => {
    const waiting = aRecipient({ action: 'delayed', status: '4.7.1', words: '451 4.7.1 Greylisted' });
    expect(judgeAll(returnedMessage, [aBounce([waiting])])).toEqual(['failed.delayed jan@studio.test']);
  });

  it('passes for a report of success', () => {
    const delivered = aRecipient({ action: 'delivered', status: '2.0.0', words: '250 ok' });
    expect(judgeAll(returnedMessage, [aBounce([delivered])])).toEqual(['passed jan@studio.test']);
  });

  it('says nothing, not even that it was not tested, when nobody gave a bounce', () => {
    expect(evaluateChecks(aFacts(), {}, [returnedMessage])).toEqual([]);
  });
});
