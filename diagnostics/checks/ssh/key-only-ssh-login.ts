/** The server takes keys and no passwords (RFC 4252 section 7): whoever tries a password reads "Permission denied (publickey)". */
import { pointAt } from '../../model/view/pointing.ts';
import { failed, passed, untested } from '../check.ts';
import { sshCheck } from './each-session.ts';

/** Both ask the person for a password (RFC 4252 section 8, RFC 4256); `none` lets in without any proof. */
const withoutKey: ReadonlySet<string> = new Set(['password', 'keyboard-interactive', 'none']);

export const keyOnlySshLogin = sshCheck('key-only-ssh-login', ({ best }, said) => {
  const methods = best.data.authMethods;
  // asked for only with a user name that the person gave
  if (methods === undefined) return untested(said);
  const found = {
    ...said,
    values: { methods: methods.join(', ') },
    evidence: [pointAt(best, '/data/authMethods')],
  };
  return methods.some((method) => withoutKey.has(method)) ? passed(found) : failed(found);
});
