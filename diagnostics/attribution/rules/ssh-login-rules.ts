/** Rules about a login over SSH that the person handed over: refused, or taken with nothing behind it. */
import type { Finding } from '../../model/finding.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { saysLocked, type SshLogin } from '../../model/view/ssh-login.ts';
import { stated } from '../../model/view/statements.ts';
import { serverIsElsewhere } from '../controls.ts';
import { defineRule, type Match, type Rule } from '../rule.ts';
import type { RuleWorld } from '../rule-world.ts';

const loginsBehind = (
  world: RuleWorld,
  check: string,
): readonly { readonly finding: Finding; readonly login: SshLogin }[] =>
  world.open(check).flatMap((finding) => {
    const login = world.behind(finding).find((each): each is SshLogin => each.kind === 'ssh-login');
    return login ? [{ finding, login }] : [];
  });

/** What every verdict about a login has: the server's own words, and nobody named while a rival is open. */
const matchOf = (
  world: RuleWorld,
  { finding, login }: { readonly finding: Finding; readonly login: SshLogin },
  said: Pick<Match, 'accused' | 'rivals'> & Partial<Match>,
): Match => ({
  subject: finding.subject,
  service: 'ssh',
  basis: 'own_words',
  isOpenQuestion: true,
  values: {
    words: (login.data.words ?? '').replaceAll('\n', ' ').slice(0, 300),
    methods: (login.data.methods ?? []).join(', '),
    address: login.endpoint.address ?? '',
  },
  evidence: finding.evidence,
  explains: [finding],
  ...said,
  rivals: [...said.rivals, ...serverIsElsewhere(world.facts, login.endpoint.address ?? '')],
});

/** Which of the wordings fits: the server seldom says more than no. */
const refusalVariants = ['password', 'key', 'locked', 'method'] as const;
type Refusal = (typeof refusalVariants)[number];

function refusalOf({ data, input }: SshLogin): Refusal {
  if (saysLocked(data.words)) return 'locked';
  if (data.login !== 'refused') return 'method';
  return input.method === 'password' ? 'password' : 'key';
}

/** What only the provider can look up. */
const atProvider = { faultDomain: 'hosting_provider', control: 'C9', excludedBy: [] } as const;

const whoseDoing: Readonly<
  Record<Refusal, (world: RuleWorld) => Pick<Match, 'accused' | 'rivals'> & Partial<Match>>
> = {
  password: ({ facts }) => ({
    accused: 'customer_device',
    questions: ['works_elsewhere', 'password_known_good'],
    rivals: [
      {
        faultDomain: 'hosting_provider',
        control: 'C5',
        excludedBy: stated(facts, 'works_elsewhere', 'no'),
        id: 'login_guard',
      },
    ],
  }),
  key: () => ({ accused: 'customer_configuration', rivals: [{ ...atProvider, id: 'key_file_rights' }] }),
  locked: () => ({
    accused: 'hosting_provider',
    rivals: [{ ...atProvider, faultDomain: 'customer_configuration', id: 'locked_for_a_reason' }],
  }),
  method: () => ({ accused: 'customer_device', rivals: [{ ...atProvider, id: 'method_switched_off' }] }),
};

/** R102: one login, refused. Whether the proof was wrong or the door is shut for this account, only some servers tell. */
const loginRefused = defineRule({
  id: 'R102',
  rootCause: 'ssh.login_refused',
  match: (world) =>
    loginsBehind(world, 'refused-ssh-login').map((each) => {
      const refusal = refusalOf(each.login);
      return matchOf(world, each, { ...whoseDoing[refusal](world), variant: refusal });
    }),
});

/** R103: the login is taken, and files cannot be moved: the subsystem is missing, or the plan has none. */
const sftpClosed = defineRule({
  id: 'R103',
  rootCause: 'ssh.sftp_closed',
  match: (world) =>
    loginsBehind(world, 'closed-sftp').map((each) =>
      matchOf(world, each, {
        accused: 'hosting_provider',
        rivals: [
          {
            faultDomain: 'customer_configuration',
            control: 'C9',
            // a provider that publishes a port for SFTP means it to work
            excludedBy:
              (world.facts.provider?.ports['sftp'] ?? []).length > 0
                ? [pointAt(each.login, '/data/sftp/state')]
                : [],
            id: 'sftp_not_in_plan',
          },
        ],
      }),
    ),
});

/** R78, the other half: files may be moved and commands are not carried out, as many plans have it. Told to whoever came for the login. */
const shellClosed = defineRule({
  id: 'R78',
  rootCause: 'ssh.shell_closed',
  match: (world) =>
    world.facts.request.symptom !== 'ssh_cannot_connect'
      ? []
      : loginsBehind(world, 'closed-shell')
          .filter(({ login }) => login.data.sftp?.state === 'open')
          .map((each) =>
            matchOf(world, each, {
              accused: 'customer_configuration',
              rivals: [{ ...atProvider, id: 'shell_withheld_by_mistake' }],
            }),
          ),
});

export const sshLoginRules: readonly Rule[] = [loginRefused, sftpClosed, shellClosed];
