/** A message came back: what the bounce says that the person pasted (RFC 3464). */
import { pointAt } from '../../model/view/pointing.ts';
import { returnedMail, type ReturnKind } from '../../model/view/returned-mail.ts';
import { defineCheck, failed, passed } from '../check.ts';

const check = 'returned-message';

const variants: Readonly<Record<ReturnKind, string>> = {
  authentication: 'authentication',
  mailbox_full: 'mailbox_full',
  too_large: 'too_large',
  unknown_recipient: 'unknown_recipient',
  unknown_domain: 'unknown_domain',
  login_wanted: 'login_wanted',
  too_many: 'too_many',
  sending_server: 'sending_server',
  unreachable: 'unreachable',
  delayed: 'delayed',
  other: 'other',
};

export const returnedMessage = defineCheck({
  id: check,
  area: 'mail',
  needs: ['delivery-status'],
  isOnRequest: true,
  evaluate(facts) {
    const returned = returnedMail(facts).map(({ observation, pointer, recipient, kind, subject }) =>
      failed({
        check,
        subject,
        variant: variants[kind],
        values: { words: recipient.words.slice(0, 300) },
        evidence: [pointAt(observation, `${pointer}/words`)],
      }),
    );
    const delivered = facts.jobs('delivery-status').flatMap(({ best }) =>
      best.data.recipients.flatMap(({ action, address }, index) =>
        action === 'failed' || action === 'delayed'
          ? []
          : [
              passed({
                check,
                subject: address,
                evidence: [pointAt(best, `/data/recipients/${index}/action`)],
              }),
            ],
      ),
    );
    return [...new Map([...delivered, ...returned].map((each) => [each.subject, each])).values()];
  },
});
