/** One of the server's lists holds nothing that a current client would agree to (RFC 9142, RFC 8758, R77). */
import { pointAt } from '../../model/view/pointing.ts';
import { cantTell, failed, passed, untested } from '../check.ts';
import { sshCheck } from './each-session.ts';
import { algorithmLists, currentClient, isKnown, listsWithoutMatch, methodsOf } from './ssh-clients.ts';
import type { AlgorithmList } from './ssh-clients.ts';

/** Methods that nobody should offer any more, beside those that older clients of the table still did. */
const obsolete: Readonly<Record<AlgorithmList, RegExp>> = {
  kexAlgorithms: /^rsa1024-sha1$/,
  hostKeyAlgorithms: /^(x509v3-sign-)?(rsa|dss)(-cert-v0[01]@openssh\.com)?$|^ssh-(rsa|dss)-cert-v0[01]@/,
  ciphers: /^(des-cbc|idea-cbc|rijndael-cbc@lysator\.liu\.se|none)$/,
  macs: /-96(-etm@openssh\.com)?$|^hmac-(md5|ripemd160)|^none$/,
};

export const obsoleteSshAlgorithms = sshCheck('obsolete-ssh-algorithms', ({ best }, said) => {
  const { data } = best;
  if (algorithmLists.every((list) => methodsOf(data, list).length === 0)) return untested(said);
  const unmatched = listsWithoutMatch(currentClient, data);
  if (unmatched.length === 0) return passed({ ...said, evidence: [pointAt(best, '/data/kexAlgorithms')] });
  const found = {
    ...said,
    values: {
      algorithms: unmatched
        .flatMap((list) => methodsOf(data, list))
        .slice(0, 8)
        .join(', '),
    },
    evidence: unmatched.map((list) => pointAt(best, `/data/${list}`)),
  };
  // A method that no program of the table knows may be newer than the table: then the server is ahead, not behind.
  const isOld = unmatched.some((list) =>
    methodsOf(data, list).every((name) => isKnown(list, name) || obsolete[list].test(name)),
  );
  return isOld ? failed(found) : cantTell(found);
});
