/** Returned mail as rules read it: what kind of refusal, whose words, and whose mailbox. */
import type { DeliveryStatus, ReturnedRecipient } from '../observations/delivery.ts';
import type { Observation } from '../observation.ts';
import { isWithin } from './dns-answers.ts';
import type { Facts } from './facts.ts';
import { mailDomain } from './hosts.ts';
import { refusalKind } from './mail-words.ts';

export type ReturnKind =
  /** The sender could not be authenticated (RFC 7372, DMARC). */
  | 'authentication'
  | 'mailbox_full'
  | 'too_large'
  | 'unknown_recipient'
  /** The domain of the recipient cannot be found. */
  | 'unknown_domain'
  /** The server takes no mail from people who did not log in. */
  | 'login_wanted'
  /** More messages than the sender may send. */
  | 'too_many'
  /** The sending server has a bad name or none: a block list, no reverse name. */
  | 'sending_server'
  /** No server of the recipient answered. */
  | 'unreachable'
  /** Refused for now, and tried again by itself. */
  | 'delayed'
  | 'other';

interface Sign {
  readonly kind: ReturnKind;
  /** Enhanced status codes (RFC 3463 and its registry; 5.7.5xx and 5.7.6xx are Microsoft's own). */
  readonly status?: RegExp;
  readonly words?: RegExp;
}

/** The first that fits decides: codes that speak of one thing only, then words, since many servers send 5.7.1 or 5.0.0 for anything. */
const signs: readonly Sign[] = [
  { kind: 'authentication', status: /^5\.7\.(?:2[0-46]|29|509|515)$/u },
  { kind: 'mailbox_full', status: /^[45]\.2\.2$/u },
  { kind: 'too_large', status: /^5\.(?:3\.4|2\.3)$/u },
  { kind: 'unknown_domain', status: /^5\.(?:1\.2|4\.4)$/u },
  { kind: 'sending_server', status: /^5\.7\.(?:25|6\d\d)$/u },
  { kind: 'unknown_recipient', status: /^5\.1\.(?:1|6|10)$/u },
  {
    kind: 'authentication',
    words:
      /\bDMARC\b|unauthenticated|(?:SPF|DKIM) (?:check|validation|verification)? ?(?:has )?(?:failed|fails|did not pass)|required authentication level|not authorized to send (?:mail|e-?mail) for/iu,
  },
  {
    kind: 'mailbox_full',
    words:
      /(?:mailbox|mail ?folder|inbox|account)(?: \S+)? (?:is |has been )?(?:over |)?full|mailbox_full|over ?quota|quota (?:has been |is |was )?exceeded|exceed(?:s|ed) (?:\w+ ){0,3}(?:quota|storage|mailbox size)|out of storage(?: space)?|disk quota/iu,
  },
  {
    kind: 'too_large',
    words:
      /message (?:size|too (?:large|big))|too (?:large|big) (?:a )?message|exceeds? (?:the )?(?:fixed |maximum )?(?:message )?size/iu,
  },
  {
    kind: 'unknown_recipient',
    words:
      /(?:user|recipient|address|mailbox|account)(?: \S+)? (?:is )?(?:unknown|not found|unavailable|disabled|does not exist|doesn['’]t exist)|unknown (?:user|recipient|address|local part)|no such (?:user|recipient|mailbox|person|address)|no mailbox here|does not exist|couldn['’]t be found|invalid recipient|RecipientNotFound/iu,
  },
  {
    kind: 'unknown_domain',
    words:
      /host or domain name not found|unrouteable address|couldn['’]t find any host|domain (?:not found|does not exist)|no (?:mx|route) (?:record|to host)|null mx/iu,
  },
  {
    kind: 'login_wanted',
    words:
      /relay(?:ing)? (?:is )?(?:not (?:permitted|allowed)|denied)|relay access denied|unable to relay|authentication (?:is )?required|must authenticate|not logged in/iu,
  },
  {
    kind: 'too_many',
    words:
      /(?:sending|message|mail|hourly|daily|rate) (?:limit|quota)|too many (?:messages|recipients|mails|e-?mails)|limit (?:of \d+|exceeded|reached)|rate.?limit/iu,
  },
];

/** `delayed` before `unreachable`: what is still tried needs nobody. */
function kindOf(recipient: ReturnedRecipient): ReturnKind {
  const { status = '', words } = recipient;
  const sign = signs.find((each) =>
    each.status ? each.status.test(status) : each.words?.test(words) === true,
  );
  if (sign !== undefined) return sign.kind;
  if (refusalKind(words) === 'listed' || /banned sending ip|reverse dns|\bPTR\b/iu.test(words))
    return 'sending_server';
  if (recipient.action === 'delayed') return 'delayed';
  const isSilence = /timed out|timeout|connection refused|no route|retry time/iu.test(words);
  return isSilence || /^[45]\.4\.[17]$/u.test(status) ? 'unreachable' : 'other';
}

/**
 * Whose words the bounce holds. `quoted`: those of another server that is named; `remote`: of another server that is not named;
 * `own`: of the server that wrote the bounce itself.
 */
export type Speaker =
  | { readonly who: 'quoted'; readonly host: string }
  | { readonly who: 'remote' }
  | { readonly who: 'own' };

const quotesSomebody =
  /remote (?:host|server) (?:said|returned)|response from the remote server|other server returned/iu;

function speakerOf({ quotedHost, remoteHost, words }: ReturnedRecipient): Speaker {
  // the innermost quotation is the source: a smarthost repeats what the server behind it said
  const host = quotedHost ?? remoteHost;
  if (host !== undefined) return { who: 'quoted', host };
  return quotesSomebody.test(words) ? { who: 'remote' } : { who: 'own' };
}

export interface Returned {
  readonly observation: Observation;
  readonly report: DeliveryStatus;
  readonly recipient: ReturnedRecipient;
  /** RFC 6901 pointer of the recipient in the observation. */
  readonly pointer: string;
  readonly kind: ReturnKind;
  readonly speaker: Speaker;
  /** The mailbox that refused is one of the domain in question. */
  readonly isOwnMailbox: boolean;
  /** Mailbox and host for people; the mailbox is a pseudonym once stored. */
  readonly subject: string;
}

/** Every recipient of the pasted bounces that was not served. */
export const returnedMail = (facts: Facts): readonly Returned[] =>
  facts.jobs('delivery-status').flatMap(({ best }) =>
    best.data.recipients.flatMap((recipient, index): readonly Returned[] => {
      if (recipient.action !== 'failed' && recipient.action !== 'delayed') return [];
      return [
        {
          observation: best,
          report: best.data,
          recipient,
          pointer: `/data/recipients/${index}`,
          kind: kindOf(recipient),
          speaker: speakerOf(recipient),
          isOwnMailbox: recipient.domain !== '' && isWithin(recipient.domain, mailDomain(facts)),
          subject: recipient.address === '' ? '—' : recipient.address,
        },
      ];
    }),
  );

/** Domains of recipients elsewhere, whose mail servers tell whether the words are theirs. */
export const recipientDomains = (facts: Facts): readonly string[] => [
  ...new Set(
    returnedMail(facts)
      .filter(({ isOwnMailbox, recipient }) => !isOwnMailbox && recipient.domain !== '')
      .map(({ recipient }) => recipient.domain),
  ),
];

/** The same server or one beside it: `mx1.example.net` and `mx2.example.net`, never two names of a whole top-level domain. */
export function isSameOperator(a: string, b: string): boolean {
  if (a === b) return true;
  const parent = (name: string): string => name.split('.').slice(1).join('.');
  const [left, right] = [parent(a), parent(b)];
  return left.split('.').length >= 2 && (left === right || a === right || left === b);
}
