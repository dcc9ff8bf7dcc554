/** Bounces in the manner of the common servers, written for these tests: names under .test, nothing of anybody's mail. */

export const eximFull = `Return-path: <>
From: Mail Delivery System <Mailer-Daemon@mail.hoster.test>
To: anna@shop.test
Subject: Mail delivery failed: returning message to sender
Content-Type: text/plain; charset=us-ascii

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  jan@studio.test
    host mx.mailco.test [192.0.2.25]
    SMTP error from remote mail server after RCPT TO:<jan@studio.test>:
    552 5.2.2 <jan@studio.test>: mailbox full
    (generated from team@shop.test)

------ This is a copy of the message, including all the headers. ------

Return-path: <anna@shop.test>
Received: from seat by mail.hoster.test
From: Anna <anna@shop.test>
To: team@shop.test
Subject: secret plans

The body: password=hunter2-in-the-body
`;

export const eximLocal = `This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  jan@studio.test
    relay not permitted
`;

export const eximDelayed = `This message was created automatically by mail delivery software.
A message that you sent has not yet been delivered to one or more of its
recipients after more than 24 hours on the queue on mail.hoster.test.

The address to which the message has not yet been delivered is:

  jan@studio.test
    host mx.mailco.test [192.0.2.25]
    Delay reason: SMTP error from remote mail server after RCPT TO:<jan@studio.test>:
    451 4.7.1 Greylisted, come back in five minutes

No action is required on your part. Delivery attempts will continue for
some time, and this warning may be repeated at intervals if the message
remains undelivered.
`;

export const postfixReport = `Return-Path: <>
Date: Sun, 22 Nov 2026 10:00:00 +0100 (CET)
From: MAILER-DAEMON@mail.hoster.test (Mail Delivery System)
To: anna@shop.test
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
	boundary="AB12.1763802000/mail.hoster.test"

This is a MIME-encapsulated message.

--AB12.1763802000/mail.hoster.test
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mail.hoster.test.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients.

<jan@studio.test>: host mx.mailco.test[192.0.2.25] said: 550 5.1.1
    <jan@studio.test>: Recipient address rejected: User unknown (in reply to
    RCPT TO command)

--AB12.1763802000/mail.hoster.test
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.hoster.test
X-Postfix-Queue-ID: 4F1B2C
Arrival-Date: Sun, 22 Nov 2026 09:59:58 +0100 (CET)

Final-Recipient: rfc822; jan@studio.test
Original-Recipient: rfc822;jan@studio.test
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.mailco.test
Diagnostic-Code: smtp; 550 5.1.1 <jan@studio.test>: Recipient address
    rejected: User unknown

--AB12.1763802000/mail.hoster.test
Content-Description: Undelivered Message
Content-Type: message/rfc822

Return-Path: <anna@shop.test>
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=hoster.test;
	s=mail; h=From:Subject; bh=AAAA=; b=BBBB=
From: Anna <anna@shop.test>
To: jan@studio.test
Subject: secret plans

The body: password=hunter2-in-the-body
--AB12.1763802000/mail.hoster.test--
`;

/** The local smarthost repeats what a server behind it said. */
export const postfixSmarthost = postfixReport
  .replace('Remote-MTA: dns; mx.mailco.test', 'Remote-MTA: dns; out.hoster.test')
  .replace(
    /Diagnostic-Code: .*\n.*rejected: User unknown/u,
    'Diagnostic-Code: smtp; 554 5.7.1 sending limit of 200 messages an hour reached',
  )
  .replace('Status: 5.1.1', 'Status: 5.7.1');

export const postfixText = `This is the mail system at host mail.hoster.test.

<jan@studio.test> (expanded from <team@shop.test>): host
    mx.mailco.test[192.0.2.25] said: 452 4.2.2 The mailbox is over quota (in reply to RCPT TO command)
`;

export const microsoftReport = `From: Microsoft Outlook <MicrosoftExchange329e71ec@shop.test>
To: anna@shop.test
Date: Sun, 22 Nov 2026 09:00:00 +0000
Content-Type: multipart/report; report-type=delivery-status; boundary="_b1_"
MIME-Version: 1.0

--_b1_
Content-Type: multipart/alternative; boundary="_b2_"

--_b2_
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: base64

${Buffer.from('<html><body><p>Your message to jan@contoso.test couldn’t be delivered.</p><div>Message rejected by: mx.contoso.test</div></body></html>').toString('base64')}

--_b2_--
--_b1_
Content-Type: message/delivery-status

Reporting-MTA: dns;AM0PR01MB0001.eurprd01.prod.exchangelabs.test
Arrival-Date: Sun, 22 Nov 2026 08:59:59 +0000

Final-Recipient: rfc822;jan@contoso.test
Action: failed
Status: 5.7.515
Diagnostic-Code: smtp;550 5.7.515 Access denied, sending domain SHOP.TEST doesn't meet the required authentication level. Spf= Fail , Dkim= Pass , DMARC= Fail
Remote-MTA: dns;contoso-test.mail.protection.test

--_b1_
Content-Type: text/rfc822-headers

From: "anna@elsewhere.test" <anna@shop.test>
Subject: secret plans

--_b1_--
`;

export const exchangeText = `Delivery has failed to these recipients or groups:

jan@contoso.test (mailto:jan@contoso.test)
The email address you entered couldn't be found.

Diagnostic information for administrators:

Generating server: exchange.shop.test

jan@contoso.test
mx.contoso.test #550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient jan@contoso.test not found by SMTP address lookup ##

Original message headers:

From: Anna <anna@shop.test>
`;

export const googleUnauthenticated = `** Message blocked **

Your message to someone@mailbig.test has been blocked.

The response from the remote server was:
550-5.7.26 Your email has been blocked because the sender is unauthenticated.
550-5.7.26 Mailbig requires all senders to authenticate with either SPF or DKIM.
550-5.7.26
550-5.7.26  Authentication results:
550-5.7.26  DKIM = did not pass
550-5.7.26  SPF [shop.test] with ip: [192.0.2.25] = did not pass
550 5.7.26  For instructions, see the help pages. a640c23a62f3a-b75 - gsmtp
`;

export const googleNotFound = `** Address not found **

Your message wasn't delivered to jan@studio.test because the address couldn't be found, or is unable to receive mail.

The response from the remote server was:
550 5.1.1 <jan@studio.test>: Recipient address rejected: User unknown
`;

export const qmail = `Hi. This is the qmail-send program at mail.hoster.test.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<jan@studio.test>:
192.0.2.25 does not like recipient.
Remote host said: 550 5.2.2 Quota exceeded
Giving up on 192.0.2.25.

--- Below this line is a copy of the message.

Return-Path: <anna@shop.test>
From: anna@shop.test
Subject: secret plans

The body: password=hunter2-in-the-body
`;

export const headerBlock = `Return-Path: <bounce@newsletter.test>
Authentication-Results: mx.mailbig.test;
       dkim=pass (the signature; was fine) header.i=@newsletter.test header.s=s1;
       spf=pass (mailbig.test: domain of bounce@newsletter.test designates 192.0.2.9) smtp.mailfrom=bounce@newsletter.test;
       dmarc=fail (p=REJECT sp=REJECT dis=QUARANTINE) header.from=shop.test
Authentication-Results: forged.test; dmarc=pass header.from=shop.test
DKIM-Signature: v=1; a=rsa-sha256; d=newsletter.test; s=s1; b=CCCC
From: "Shop" <news@shop.test>
To: jan@studio.test
Subject: secret plans
Date: Sun, 22 Nov 2026 09:00:00 +0000
`;

/** As people paste it into a form: the reply and nothing else. */
export const oneLine =
  '554 5.7.1 Service unavailable; Client host [192.0.2.25] blocked using zen.blocklist.test';
