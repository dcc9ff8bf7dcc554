/**
 * The public list of authorities trusts the chain, and the list of this computer does not: programs that use that list warn, and
 * everybody else is let through. Old systems whose list was never brought up to date do so (R66, seen from this seat).
 */
import { failed, inapplicable, passed, untested } from '../check.ts';
import { sessionCheck } from './each-session.ts';

export const rootStoreDisagreement = sessionCheck('root-store-disagreement', ({ session, said }) => {
  const { bundled, system } = session.trust ?? {};
  if (!bundled || !system) return untested(said('/chain/0/issuer'));
  const found = said('/trust/system/reason', { root: bundled.name });
  // what no public list trusts is told by the checks of the chain itself
  if (!bundled.trusted) return inapplicable(found);
  return system.trusted ? passed(found) : failed(found);
});
