import { describe } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import type { ReturnedRecipient } from '../../../../diagnostics/model/observations/delivery.ts';
import { aFinding, fires, HOST, nobody, trap, type World } from '../../../support/attribution-factories.ts';
import { aBounce, aRecipient } from '../../../support/delivery-factories.ts';
import { fromPublic, mx, txt } from '../../../support/dns-factories.ts';

type BouncePartial = Parameters<typeof aBounce>[1];

function bounced(
  recipient: Partial<ReturnedRecipient>,
  bounce: BouncePartial = {},
  ...others: readonly Observation[]
): World {
  const whole = aRecipient(recipient);
  const observation = aBounce([whole], bounce);
  return {
    observations: [observation, ...others],
    provider: { hostNames: ['*.hoster.test'] },
    findings: [aFinding('returned-message', whole.address, [observation])],
  };
}

/** C6: the mail server that is quoted is the recipient's own. */
const theirs = fromPublic('studio.test', 'MX', [mx('studio.test', 10, 'mx.mailco.test')]);
const gone = fromPublic('studio.test', 'MX', { rcode: 'NXDOMAIN' });
const explains = ['returned-message jan@studio.test'];
const toUs = { address: `info@${HOST}`, domain: HOST } as const;

describe('R87: a full mailbox', () => {
  const full = { status: '5.2.2', words: '552 5.2.2 mailbox full' } as const;
  fires('R87', 'the mailbox of the customer', bounced({ ...full, ...toUs }), {
    cause: 'mail.mailbox_full.own',
    subject: `info@${HOST}`,
    domain: 'customer_configuration',
    confidence: 'likely',
    missing: [],
    explains: [`returned-message info@${HOST}`],
  });
  fires('R87', 'from text alone an alias may lead on', bounced({ ...full, ...toUs }, { form: 'text' }), {
    cause: 'mail.mailbox_full.own',
    domain: 'customer_configuration',
    confidence: 'possible',
    missing: ['C5 alias_to_full_mailbox'],
  });
  fires('R87', 'the mailbox of the recipient', bounced(full, {}, theirs), {
    cause: 'mail.mailbox_full.correspondent',
    subject: 'jan@studio.test',
    domain: 'mail_operator',
    confidence: 'likely',
    missing: [],
    explains,
  });
  fires(
    'R87',
    'a forward leads to a full mailbox elsewhere',
    bounced({ ...full, originalDomain: HOST }, {}, theirs),
    {
      cause: 'mail.mailbox_full.forwarded',
      domain: 'mail_operator',
      confidence: 'likely',
    },
  );
  trap(
    'R87',
    'the message is too large for the server',
    bounced({ status: '5.3.4', words: '552 message too large' }, {}, theirs),
    ['R89'],
  );
  trap(
    'R87',
    'the disk of the server is full',
    bounced({ status: '4.3.1', words: '452 4.3.1 insufficient system storage' }, {}, theirs),
    ['R89'],
  );
});

describe('R38: the sender is not authenticated', () => {
  const refused = { status: '5.7.26', words: '550 5.7.26 the sender is unauthenticated' } as const;
  const noSpf = fromPublic(HOST, 'TXT', [txt(HOST, 'other words')]);
  const spf = fromPublic(HOST, 'TXT', [txt(HOST, 'v=spf1 include:spf.hoster.test -all')]);
  const withoutSpf = (world: World): World => ({
    ...world,
    findings: [...world.findings, aFinding('missing-spf', HOST, [noSpf], { level: 'warning' })],
  });
  fires(
    'R38',
    'our own lookup finds no SPF record',
    withoutSpf(bounced(refused, { fromDomain: HOST }, noSpf)),
    {
      cause: 'mail.authentication_rejected.wrong_policy',
      subject: HOST,
      domain: 'customer_configuration',
      confidence: 'likely',
      missing: [],
      explains,
    },
  );
  fires(
    'R38',
    'a newsletter service vouches for its own domain only',
    bounced(
      { ...refused, status: '5.7.515' },
      {
        fromDomain: HOST,
        authentication: [
          { method: 'dkim', result: 'pass', domain: 'newsletter.test' },
          { method: 'dmarc', result: 'fail', domain: HOST },
        ],
      },
      spf,
    ),
    {
      cause: 'mail.authentication_rejected.sent_by_another',
      domain: 'customer_configuration',
      confidence: 'likely',
    },
  );
  fires(
    'R38',
    'an address of a free mailbox service as the sender',
    bounced(refused, { fromDomain: 'freemail.test' }),
    {
      cause: 'mail.authentication_rejected.foreign_from',
      subject: 'freemail.test',
      domain: 'customer_configuration',
      confidence: 'likely',
    },
  );
  fires(
    'R38',
    'all records are there: the receiver may be wrong',
    bounced(refused, { fromDomain: HOST }, spf),
    {
      cause: 'mail.authentication_rejected.not_authenticated',
      domain: 'customer_configuration',
      confidence: 'possible',
      missing: ['C6 receiver_is_mistaken'],
    },
  );
  fires(
    'R38',
    'somebody else’s mail to us',
    bounced({ ...refused, ...toUs }, { fromDomain: 'freemail.test' }),
    {
      cause: 'mail.authentication_rejected.correspondent',
      domain: 'mail_operator',
      confidence: 'likely',
    },
  );
  fires(
    'R38',
    'a forward breaks SPF',
    withoutSpf(
      bounced(
        { ...refused, originalDomain: 'old.test' },
        { fromDomain: HOST, authentication: [{ method: 'spf', result: 'fail' }] },
        noSpf,
      ),
    ),
    { domain: 'customer_configuration', confidence: 'possible', missing: ['C5 forwarding_breaks_spf'] },
  );
  trap(
    'R38',
    'refused for the server’s bad name',
    bounced({ status: '5.7.1', words: '554 blocked using zen.blocklist.test' }),
    ['R89'],
  );
  trap('R38', 'a lookup error is no missing record', bounced({ status: '5.1.1' }, {}, theirs), ['R89']);
});

describe('R89: refused by the other side', () => {
  fires('R89', 'an unknown mailbox, by the recipient’s own server', bounced({}, {}, theirs), {
    cause: 'mail.rejected_remotely.unknown_recipient',
    subject: 'jan@studio.test',
    domain: 'mail_operator',
    confidence: 'likely',
    missing: [],
    explains,
  });
  fires('R89', 'without a look at the recipient’s servers nobody is named', bounced({}), {
    ...nobody,
    cause: 'mail.rejected_remotely.unknown_recipient',
    missing: ['C6 own_server_repeats'],
  });
  fires('R89', 'refused without a reason', bounced({ status: '5.7.1', words: '554 refused' }, {}, theirs), {
    cause: 'mail.rejected_remotely.refused',
    domain: 'mail_operator',
    confidence: 'possible',
    missing: ['C5 sender_is_the_reason'],
  });
  fires(
    'R89',
    'the sending server has a bad name',
    bounced({ status: '5.7.1', words: '554 blocked using zen.blocklist.test' }),
    {
      cause: 'mail.sending_server_refused',
      ...nobody,
      missing: ['C5 receiver_is_too_strict'],
    },
  );
  fires(
    'R89',
    'the domain of the recipient is gone',
    bounced({ status: '5.1.2', words: 'host not found' }, {}, gone),
    {
      cause: 'mail.recipient_domain_missing',
      domain: 'mail_operator',
      confidence: 'likely',
    },
  );
  trap(
    'R89',
    'the provider’s smarthost says it',
    bounced({ remoteHost: 'out.hoster.test', words: '554 no' }, {}, theirs),
    ['R99'],
  );
  trap(
    'R89',
    'a server beside the one that wrote the bounce says it',
    bounced({ remoteHost: 'out.shared.test', words: '554 no' }, { reportedBy: 'mail.shared.test' }, theirs),
    ['R99'],
  );
  trap('R89', 'still tried: nothing is wrong', {
    ...bounced({ action: 'delayed', status: '4.7.1', words: '451 greylisted' }, {}, theirs),
    findings: [
      aFinding('returned-message', 'jan@studio.test', [aBounce([aRecipient({ action: 'delayed' })])], {
        level: 'note',
      }),
    ],
  });
});

describe('R99: refused by the own server', () => {
  const alone = { remoteHost: undefined } as unknown as Partial<ReturnedRecipient>;
  fires(
    'R99',
    'the outgoing server wants a login',
    bounced({ ...alone, status: '5.7.1', words: 'relay not permitted' }),
    {
      cause: 'mail.returned_by_own_server.login_wanted',
      domain: 'customer_device',
      confidence: 'possible',
      missing: ['C5 server_does_not_know_sender'],
    },
  );
  fires('R99', 'a mailbox that is not there', bounced({ ...alone, ...toUs, words: '550 no such user' }), {
    cause: 'mail.returned_by_own_server.unknown_mailbox',
    domain: 'customer_configuration',
    confidence: 'possible',
    missing: ['C9 mailbox_was_lost'],
  });
  fires('R99', 'nobody answered', bounced({ ...alone, status: '4.4.1', words: 'connection timed out' }), {
    cause: 'mail.returned_by_own_server.unreachable',
    ...nobody,
  });
  fires(
    'R99',
    'the provider’s limit',
    bounced({ remoteHost: 'out.hoster.test', status: '5.7.1', words: 'sending limit reached' }),
    {
      cause: 'mail.returned_by_own_server.too_many',
      ...nobody,
    },
  );
  trap('R99', 'the recipient’s server says it', bounced({}, {}, theirs), ['R89']);
});
