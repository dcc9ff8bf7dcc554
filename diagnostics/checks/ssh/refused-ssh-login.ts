/** The person's own login over SSH is refused, or could not be sent (R102). */
import { loginAt, loginPermission, givenMethod, saysLocked } from '../../model/view/ssh-login.ts';
import { shownKey } from '../../model/view/host-keys.ts';
import { endpointSubject } from '../../model/view/endpoints.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { cantTell, defineCheck, failed, inapplicable, passed, untested } from '../check.ts';
import type { Assertion } from '../../model/finding.ts';
import type { Facts } from '../../model/view/facts.ts';
import type { SshLogin } from '../../model/view/ssh-login.ts';
import type { SshSession } from '../../model/view/host-keys.ts';

const check = 'refused-ssh-login';

const outcomeOf = (login: SshLogin, subject: string): Assertion => {
  const { data, input } = login;
  const said = {
    check,
    subject,
    values: {
      methods: (data.methods ?? []).join(', '),
      words: (data.words ?? '').replaceAll('\n', ' ').slice(0, 300),
    },
    evidence: [pointAt(login, '/data/login', '/failure/code')],
  };
  if (data.login === 'accepted') return passed(said);
  if (data.login === 'partial') return cantTell({ ...said, variant: 'second_factor' });
  if (saysLocked(data.words)) {
    return failed({ ...said, variant: 'locked', evidence: [pointAt(login, '/data/words')] });
  }
  if (data.login === 'refused') {
    return failed({ ...said, variant: input.method === 'password' ? 'password' : 'key' });
  }
  // what the person has is not among what the server takes
  return data.methods !== undefined && login.failure === undefined
    ? failed({ ...said, variant: 'method', evidence: [pointAt(login, '/data/methods')] })
    : untested(said);
};

/** The login goes to one place only; at others nothing was meant to be tried. */
function assertionFor(facts: Facts, session: SshSession): Assertion {
  const subject = endpointSubject(facts, session);
  const said = { check, subject };
  if (givenMethod(facts) === null) return inapplicable(said);
  const login = loginAt(facts, session);
  if (login !== undefined) return outcomeOf(login, subject);
  const shown = shownKey(session);
  if (facts.jobs('ssh-login').length > 0) return inapplicable(said);
  const permission = loginPermission(facts, session);
  if (shown === undefined || permission === 'allowed') return untested(said);
  const evidence = [pointAt(session, '/data/hostKeys/0/sha256')];
  return untested({ ...said, variant: permission, values: { fingerprint: shown.sha256 }, evidence });
}

export const refusedSshLogin = defineCheck({
  id: check,
  area: 'ssh',
  needs: ['ssh', 'ssh-login'],
  evaluate: (facts) =>
    facts
      .jobs('ssh')
      .filter(({ best }) => best.control === undefined)
      .map(({ best }) => assertionFor(facts, best)),
});
