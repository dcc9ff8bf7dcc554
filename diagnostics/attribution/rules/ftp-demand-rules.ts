/** Rules about what an FTP server demands of programs, and about what only the person's own program shows. */
import type { Evidence } from '../../model/message.ts';
import type { AnswerTo } from '../../model/questions.ts';
import { lastWord } from '../../model/view/ftp-words.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { stated } from '../../model/view/statements.ts';
import { defineRule, type Match, type Rule } from '../rule.ts';
import type { RuleWorld } from '../rule-world.ts';
import { listingOf, sessionBehind, type FtpSession } from './ftp-rules.ts';

/** Nothing that was tried of file transfer failed: what is left is how the person's own program is set. */
const nothingElseWrong = (world: RuleWorld): boolean =>
  world.facts.request.symptom === 'ftp_cannot_connect' &&
  !world.findings.some(
    (finding) =>
      finding.outcome === 'failed' &&
      finding.level === 'error' &&
      world.behind(finding).some((each) => each.kind === 'ftp'),
  );

interface Demand {
  /** What the person reads in the log of a program that does not meet it. */
  readonly answer: Exclude<AnswerTo<'ftp_program_says'>, 'other'>;
  /** The server's words for it. */
  readonly said: (session: FtpSession | undefined) => string | undefined;
  readonly check: string;
  readonly met: (world: RuleWorld, session: FtpSession | undefined) => readonly Evidence[];
}

/** A demand of the server that programs of today meet, and that one that is old or set otherwise does not. */
const demandOf =
  ({ answer, check, met, said }: Demand) =>
  (world: RuleWorld): readonly Match[] =>
    world.open(check).flatMap((finding): readonly Match[] => {
      if (!nothingElseWrong(world)) return [];
      const session = sessionBehind(world, finding);
      return [
        {
          subject: finding.subject,
          service: 'ftp',
          accused: 'customer_device',
          basis: 'own_words',
          values: { reply: lastWord(said(session)) },
          rivals: [
            {
              faultDomain: 'hosting_provider',
              control: 'C3',
              excludedBy: met(world, session),
              id: 'ftp_works_otherwise',
            },
            {
              faultDomain: 'hosting_provider',
              control: 'C0',
              excludedBy: stated(world.facts, 'ftp_program_says', answer),
              id: 'what_the_program_says',
            },
          ],
          questions: ['ftp_program_says'],
          evidence: finding.evidence,
          explains: [finding],
        },
      ];
    });

/** R72, the other half: with the session resumed it works, without it the server refuses, as many do on purpose. */
const sessionReuseRequired = defineRule({
  id: 'R72',
  rootCause: 'ftp.data_tls.reuse_required',
  match: demandOf({
    said: (session) => listingOf(session, 'full')?.reply,
    answer: 'session_reuse',
    check: 'required-ftp-session-reuse',
    met: (_world, session) => {
      const index = session?.data.passive.findIndex((each) => each.listing?.handshake === 'resumed') ?? -1;
      return session && index >= 0 ? [pointAt(session, `/data/passive/${index}/listing/isReused`)] : [];
    },
  }),
});

/** R74: the server takes no login in clear, and a session with TLS works. */
const tlsRequired = defineRule({
  id: 'R74',
  rootCause: 'ftp.tls_required',
  match: demandOf({
    said: (session) => session?.data.loginReply,
    answer: 'encryption_wanted',
    check: 'required-ftp-tls',
    met: (world, session) =>
      world.facts
        .jobs('ftp')
        .filter(
          ({ best }) => best.endpoint.address === session?.endpoint.address && best.data.upgrade === 'done',
        )
        .map(({ best }) => pointAt(best, '/data/upgrade')),
  }),
});

export const ftpDemandRules: readonly Rule[] = [sessionReuseRequired, tlsRequired];
