/** One of the server's lists holds nothing that a current client would agree to (RFC 9142, RFC 8758, R77). */
import { pointAt } from '../../model/view/pointing.ts';
import { failed, passed, untested } from '../check.ts';
import { sshCheck } from './each-session.ts';

const obsolete = {
  kexAlgorithms: /^(diffie-hellman-group1-sha1|diffie-hellman-group-exchange-sha1|rsa1024-sha1)$/,
  hostKeyAlgorithms: /^(ssh-dss|x509v3-sign-dss)(-cert-v0[01]@openssh\.com)?$/,
  ciphers: /^(3des-cbc|des-cbc|blowfish-cbc|cast128-cbc|idea-cbc|arcfour(128|256)?|none)$/,
  macs: /^(hmac-md5(-96)?|hmac-sha1-96)(-etm@openssh\.com)?$|^none$/,
} as const;
type List = keyof typeof obsolete;
const lists = Object.keys(obsolete) as readonly List[];

/** Signals among the key exchange methods: they are no methods (RFC 8308 section 2.1). */
const isSignal = (name: string): boolean => /^ext-info-|^kex-strict-/.test(name);

export const obsoleteSshAlgorithms = sshCheck('obsolete-ssh-algorithms', ({ best }, said) => {
  const offered = (list: List): readonly string[] =>
    (best.data[list] ?? []).filter((name) => !isSignal(name));
  if (lists.every((list) => offered(list).length === 0)) return untested(said);
  const outdated = lists.filter(
    (list) => offered(list).length > 0 && offered(list).every((name) => obsolete[list].test(name)),
  );
  const first = outdated[0];
  if (first === undefined) return passed({ ...said, evidence: [pointAt(best, '/data/kexAlgorithms')] });
  const algorithms = outdated.flatMap(offered).slice(0, 8).join(', ');
  return failed({
    ...said,
    values: { algorithms },
    evidence: outdated.map((list) => pointAt(best, `/data/${list}`)),
  });
});
