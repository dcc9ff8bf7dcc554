import { createHash, X509Certificate } from 'node:crypto';
import { describe } from 'vitest';
import { mismatchedTlsa } from '../../../../diagnostics/checks/mail/mismatched-tlsa.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import { createAuthority, createLeaf } from '../../../support/certificates.ts';
import { checkCases } from '../../../support/check-cases.ts';
import { aRecord, fromPublic } from '../../../support/dns-factories.ts';
import { denied, exchangers, MX_HOST, timedOut } from '../../../support/mail-record-factories.ts';
import { aCertificate, aMailDialogue, aSession, at } from '../../../support/service-factories.ts';

const name = `_25._tcp.${MX_HOST}`;
const authority = await createAuthority({ name: 'Meadow Trust' });
const leaf = await createLeaf({ names: [MX_HOST], authority });
const key = new X509Certificate(leaf.cert).publicKey.export({ type: 'spki', format: 'der' });
const digest = (bytes: Uint8Array, hash = 'sha256'): string => createHash(hash).update(bytes).digest('hex');
const whole = (pem: string): Buffer => new X509Certificate(pem).raw;

function tlsa(
  usage: number,
  selector: number,
  matchingType: number,
  certificate: string,
  ad = true,
): Observation {
  const fields = { usage, selector, matchingType, certificate };
  const said = fromPublic(name, 'TLSA', [aRecord(name, 'TLSA', Object.values(fields).join(' '), fields)]);
  const response = (said.data as { response: { flags: object } }).response;
  return { ...said, data: { response: { ...response, flags: { ...response.flags, ad } } } } as Observation;
}
const shown = aMailDialogue(
  'smtp',
  25,
  {
    tls: { ...aSession(), chain: [aCertificate({ pem: leaf.cert }), aCertificate({ pem: authority.cert })] },
  },
  { endpoint: at(MX_HOST, 25) },
);
const world = (record: Observation) => [exchangers(MX_HOST), record, shown];

describe('mismatched-tlsa', () => {
  checkCases(mismatchedTlsa, [
    ['passes for the key of the certificate', world(tlsa(3, 1, 1, digest(key))), `passed ${MX_HOST}`],
    [
      'passes for the certificate itself',
      world(tlsa(3, 0, 0, whole(leaf.cert).toString('hex'))),
      `passed ${MX_HOST}`,
    ],
    [
      'passes for the authority, by SHA-512',
      world(tlsa(2, 0, 2, digest(whole(authority.cert), 'sha512'))),
      `passed ${MX_HOST}`,
    ],
    [
      'does not take the authority for the server',
      world(tlsa(3, 0, 1, digest(whole(authority.cert)))),
      `failed.certificate ${MX_HOST}`,
    ],
    ['fails for another certificate', world(tlsa(3, 1, 1, '00'.repeat(32))), `failed.certificate ${MX_HOST}`],
    [
      'fails for a usage that mail does not know',
      world(tlsa(1, 1, 1, digest(key))),
      `failed.usage ${MX_HOST}`,
    ],
    [
      'says that unsigned records are ignored',
      world(tlsa(3, 1, 1, digest(key), false)),
      `failed.unsigned ${MX_HOST}`,
    ],
    [
      'is untested where no certificate was seen',
      [exchangers(MX_HOST), tlsa(3, 1, 1, digest(key))],
      `untested ${MX_HOST}`,
    ],
    ['does not apply without records', world(denied(name, 'TLSA')), `inapplicable.none ${MX_HOST}`],
    ['cannot tell after a time-out', world(timedOut(name, 'TLSA')), `cantTell ${MX_HOST}`],
    ['is untested where the mail servers are not known', [], 'untested.domain'],
  ]);
});
