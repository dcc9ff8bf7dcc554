/** A login over SSH that the person handed over: whether it may be sent to a server, and what came of it. */
import type { Facts, Tried } from './facts.ts';
import { judgeHostKey, shownKey, type SshSession } from './host-keys.ts';

export type SshLogin = Tried<'ssh-login'>['best'];
type Method = SshLogin['input']['method'];

const isMethod = (value: string | undefined): value is Method =>
  value === 'password' || value === 'key' || value === 'agent';

/** How the person proves who they are; null when no login was handed over. */
export function givenMethod({ request }: Facts): Method | null {
  const method = request.facts['ssh.login'];
  return isMethod(method) ? method : null;
}

/**
 * A password goes only to a server whose host key somebody vouches for: the person's file or typed fingerprint, the provider, signed
 * records. A key signs for this one session and tells a stranger nothing (RFC 4252 section 7): a key that changed holds it back all the same.
 */
export function loginPermission(
  facts: Facts,
  session: SshSession,
): 'allowed' | 'unknown_key' | 'changed_key' {
  const judged = judgeHostKey(facts, session);
  const shown = shownKey(session)?.sha256;
  const typed = facts.request.facts['ssh.fingerprint'];
  if (typed !== undefined) return typed === shown ? 'allowed' : 'changed_key';
  if (judged === null) return 'unknown_key';
  if (judged.verdict === 'changed' || judged.verdict === 'revoked') return 'changed_key';
  const isVouchedFor = judged.verdict !== 'nothing_to_compare' && judged.source !== 'dns';
  return isVouchedFor || givenMethod(facts) !== 'password' ? 'allowed' : 'unknown_key';
}

/** The login at the endpoint of a session. */
export const loginAt = (facts: Facts, { endpoint }: SshSession): SshLogin | undefined =>
  facts
    .jobs('ssh-login')
    .map(({ best }) => best)
    .find((each) => each.endpoint.address === endpoint.address && each.endpoint.port === endpoint.port);

/** Servers that say more than "no": locked, expired, switched off, or closed to all but the administrator. */
export const saysLocked = (words: string | undefined): boolean =>
  words !== undefined &&
  /\b(?:lock(?:ed|out)|disabled|suspended|expired|deactivated|blocked|maintenance|bloqu\w+|désactiv\w+|suspendu\w*|geblokkeerd|vergrendeld|uitgeschakeld)/iu.test(
    words,
  );
