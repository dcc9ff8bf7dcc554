/** Rules about files that a server does not take: told by the person, or seen with a test file that the person allowed. */
import type { Finding } from '../../model/finding.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { stated } from '../../model/view/statements.ts';
import { lastWord, uploadTroubleOf, type UploadTrouble } from '../../model/view/ftp-words.ts';
import { serverIsElsewhere } from '../controls.ts';
import { defineRule, type Match, type RivalTest, type Rule } from '../rule.ts';
import type { RuleWorld } from '../rule-world.ts';
import { sessionBehind, type FtpSession } from './ftp-rules.ts';

interface Refused {
  readonly finding: Finding;
  readonly session: FtpSession;
  readonly trouble: UploadTrouble;
}

const refusedUploads = (world: RuleWorld): readonly Refused[] =>
  world.open('refused-ftp-upload').flatMap((finding): readonly Refused[] => {
    const session = sessionBehind(world, finding);
    const trouble = session?.data.upload && uploadTroubleOf(session.data.upload);
    return session && trouble ? [{ finding, session, trouble }] : [];
  });

/** Whose doing it is, the words alone seldom say: then nobody is named. */
const matchOf = (world: RuleWorld, { finding, session, trouble }: Refused, rival: RivalTest): Match => ({
  subject: finding.subject,
  service: 'ftp',
  accused: 'customer_configuration',
  basis: 'own_words',
  isOpenQuestion: true,
  variant: trouble,
  values: { reply: lastWord(session.data.upload?.reply) },
  rivals: [rival, ...serverIsElsewhere(world.facts, session.endpoint.address ?? '')],
  evidence: finding.evidence,
  explains: [finding],
});

/** What the wordings of the two root causes tell apart. */
const spaceVariants: readonly UploadTrouble[] = ['quota', 'disk', 'writing'];
const refusalVariants: readonly UploadTrouble[] = ['permission', 'name', 'data', 'said'];

/** R75, measured: the server took the login and then no file, since the space is used up. A quota is one's own, a full disk may be everybody's. */
const quotaSeen = defineRule({
  id: 'R75',
  rootCause: 'ftp.quota_reached',
  match: (world) =>
    refusedUploads(world)
      .filter(({ trouble }) => spaceVariants.includes(trouble))
      .map((refused) =>
        matchOf(world, refused, {
          faultDomain: 'hosting_provider',
          control: 'C9',
          excludedBy: refused.trouble === 'quota' ? [pointAt(refused.session, '/data/upload/reply')] : [],
          id: 'disk_of_the_server_full',
        }),
      ),
});

/** R100: the server took the login and not the file: no rights in the folder, a name that it does not like, a data connection that breaks. */
const uploadRefused = defineRule({
  id: 'R100',
  rootCause: 'ftp.upload_refused',
  match: (world) =>
    refusedUploads(world)
      .filter(({ trouble }) => refusalVariants.includes(trouble))
      .map((refused) =>
        matchOf(
          world,
          refused,
          refused.trouble === 'data'
            ? { faultDomain: 'hosting_provider', control: 'C5', excludedBy: [], id: 'data_closed_there' }
            : {
                faultDomain: 'hosting_provider',
                control: 'C9',
                excludedBy: [],
                id: 'rights_set_by_provider',
              },
        ),
      ),
});

/** R75: uploads stop and the program shows that the disk is full (452, 552): no packet of ours shows it, where nothing may be uploaded. */
const quotaTold = defineRule({
  id: 'R75',
  rootCause: 'ftp.quota_reached',
  match(world) {
    const told = stated(world.facts, 'ftp_program_says', 'disk_full');
    const session = world.facts
      .jobs('ftp')
      .find(
        ({ best }) => best.control === undefined && best.data.greeting !== undefined && !best.failure,
      )?.best;
    if (told.length === 0 || session === undefined) return [];
    const address = session.endpoint.address ?? '';
    return [
      {
        subject: session.endpoint.name ?? address,
        service: 'ftp',
        accused: 'customer_configuration',
        basis: 'own_words',
        rivals: [
          { faultDomain: 'hosting_provider', control: 'C9', excludedBy: [], id: 'disk_of_the_server_full' },
        ],
        values: { address },
        evidence: [...told, pointAt(session, '/data/greeting')],
        explains: [],
      },
    ];
  },
});

export const ftpUploadRules: readonly Rule[] = [quotaSeen, uploadRefused, quotaTold];
