/**
 * Rules about logins that are refused although the servers answer. Faultline never logs in to a mailbox: what happens there only the
 * person can tell, and what rests on that alone is never more than likely.
 */
import type { Evidence } from '../../model/message.ts';
import type { Observation } from '../../model/observation.ts';
import { mailDomain } from '../../model/view/hosts.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { isElsewhere } from '../../model/view/provider-addresses.ts';
import { stated } from '../../model/view/statements.ts';
import { serviceOfSymptom } from '../foremost.ts';
import { defineRule, type Match, type RivalTest, type Rule } from '../rule.ts';
import { endpointsInShort, type RuleWorld } from '../rule-world.ts';

/** The program's own message speaks of the name or the password. */
const passwordRefused = ({ facts }: RuleWorld): readonly Evidence[] => stated(facts, 'app_error', 'password');

const cameForMail = ({ facts }: RuleWorld): boolean => serviceOfSymptom[facts.request.symptom] === 'mail';

/** R90: no password can be right where the server takes none. */
const modernSignIn = defineRule({
  id: 'R90',
  rootCause: 'mail.modern_sign_in',
  match(world) {
    const findings = world.open('modern-sign-in-only');
    const said = passwordRefused(world);
    // a server that takes tokens only is no fault: programs of today cope
    if (findings.length === 0 || (said.length === 0 && !cameForMail(world))) return [];
    const tries = findings.flatMap((finding) => world.behind(finding));
    const address = tries[0]?.endpoint.address ?? '';
    return [
      {
        subject: endpointsInShort(tries),
        service: 'mail',
        accused: isElsewhere(world.facts, address) ? 'mail_operator' : 'hosting_provider',
        basis: 'own_words',
        questions: ['app_error'],
        rivals: [
          {
            faultDomain: 'customer_device',
            control: 'C0',
            id: 'program_signs_in_by_browser',
            excludedBy: said,
          },
        ],
        evidence: tries.slice(0, 3).map((each) => pointAt(each, '/data/authMechanismsAfterTls')),
        explains: findings,
      },
    ];
  },
});

/** Mail servers of the person's mailbox that answered as they should and would take a password. */
function answeringServers(world: RuleWorld): readonly Observation[] {
  return (['imap', 'pop3', 'smtp'] as const)
    .flatMap((kind): readonly Observation[] => world.facts.jobs(kind).map(({ best }) => best as Observation))
    .filter(
      ({ control, failure, endpoint }) =>
        control === undefined && failure === undefined && endpoint.port !== 25,
    );
}

const isPassed = (world: RuleWorld, check: string): boolean =>
  world.findings.some((each) => each.check === check && each.outcome === 'passed');

/** What the person told of the login. */
function loginAnswers({ facts }: RuleWorld) {
  const webmail = stated(facts, 'webmail_login_works', 'yes');
  return {
    webmail,
    webmailFails: stated(facts, 'webmail_login_works', 'no'),
    known: [...webmail, ...stated(facts, 'password_known_good', 'yes')],
    works: stated(facts, 'works_elsewhere', 'yes'),
    fails: stated(facts, 'works_elsewhere', 'no'),
    secondFactor: stated(facts, 'two_factor_on', 'yes'),
  };
}

const serviceDown = (excludedBy: readonly Evidence[]): RivalTest => ({
  faultDomain: 'hosting_provider',
  control: 'C3',
  id: 'login_service_down',
  excludedBy,
});
const guard = (excludedBy: readonly Evidence[]): RivalTest => ({
  faultDomain: 'hosting_provider',
  control: 'C5',
  id: 'login_guard',
  excludedBy,
});
const wrongPassword = (excludedBy: readonly Evidence[]): RivalTest => ({
  faultDomain: 'customer_device',
  control: 'C5',
  id: 'saved_password_is_wrong',
  excludedBy,
});

/** Where it works and where it does not tells a guard from a wrong password; without answers nobody is named. */
function loginVerdict(world: RuleWorld): Pick<Match, 'accused' | 'rivals' | 'variant'> {
  const { webmail, webmailFails, known, works, fails, secondFactor } = loginAnswers(world);
  if (works.length > 0)
    return {
      accused: 'hosting_provider',
      variant: 'guard',
      rivals: [wrongPassword([...known, ...works]), serviceDown(works)],
    };
  if (secondFactor.length > 0 || webmail.length > 0)
    return {
      accused: 'customer_device',
      variant: secondFactor.length > 0 ? 'second_factor' : 'program',
      rivals: [serviceDown(known), guard(fails)],
    };
  if (webmailFails.length > 0)
    return {
      accused: 'customer_configuration',
      variant: 'account',
      rivals: [guard(fails), serviceDown([])],
    };
  return {
    accused: 'undetermined',
    variant: 'unknown',
    rivals: [],
  };
}

/** A refused password with servers that answer: nothing that is measured explains it. */
const loginMatch = (world: RuleWorld, said: readonly Evidence[], servers: readonly Observation[]): Match => ({
  subject: mailDomain(world.facts),
  service: 'mail',
  basis: 'one_vantage',
  evidence: [
    ...said,
    ...servers.slice(0, 2).map((each) => pointAt(each, '/data/greeting', '/data/connectMs')),
  ],
  explains: [],
  questions: ['webmail_login_works', 'works_elsewhere', 'password_known_good', 'two_factor_on'],
  ...loginVerdict(world),
});

/** R43: a guard that watches logins leaves ports open and refuses the password of this address alone. */
const loginRefused = defineRule({
  id: 'R43',
  rootCause: 'mail.login_refused',
  match(world) {
    const said = passwordRefused(world);
    const servers = answeringServers(world);
    const isReached =
      isPassed(world, 'unreachable-imap-port') || isPassed(world, 'unreachable-submission-port');
    // where passwords cannot work at all, R90 has spoken
    const takesNone = world.findings.some(
      ({ check, outcome }) => check === 'modern-sign-in-only' && outcome === 'failed',
    );
    return said.length > 0 && cameForMail(world) && isReached && servers.length > 0 && !takesNone
      ? [loginMatch(world, said, servers)]
      : [];
  },
});

export const mailLoginRules: readonly Rule[] = [modernSignIn, loginRefused];
