import { describe } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import type { TlsSession } from '../../../../diagnostics/model/observations/tls.ts';
import {
  aCertificate,
  aFinding,
  aSecurePage,
  at,
  controlSites,
  fires,
  HOST,
  pack,
  SERVER,
  trap,
  trust,
  type World,
} from '../../../support/attribution-factories.ts';
import { anchorsOf } from '../../../support/network-factories.ts';
import { atHome, atHotspot, fromSeat } from '../../../support/view-factories.ts';

const page = (fingerprint256: string, session: Partial<TlsSession> = {}): Observation =>
  aSecurePage({ chain: [aCertificate({ fingerprint256, issuer: 'CN=Shield' })], ...session });
const replaced = page('AA', { trust: trust.nobody });

/** A certificate that nobody trusts, with clean control sites, and what the phone is shown. */
const world = (shown: Observation, ...there: readonly Observation[]): World => ({
  provider: pack,
  observations: [
    atHome,
    ...anchorsOf(4),
    shown,
    controlSites('everybody'),
    fromSeat([...atHotspot, ...there]),
  ],
  findings: [aFinding('untrusted-certificate', `${HOST}:443`, [shown])],
});

describe('a certificate and the one that another seat is shown', () => {
  fires(
    'R6',
    'the phone is shown a public one: it is replaced on the way from here',
    world(replaced, page('BB')),
    {
      cause: 'tls.intercepted.one_site',
      domain: 'undetermined',
      confidence: 'possible',
      missing: ['C5 intercepted_further_out'],
      explains: [`untrusted-certificate ${HOST}:443`],
    },
  );
  fires('R96', 'the phone is shown the same: the server shows it', world(replaced, replaced), {
    cause: 'tls.certificate.untrusted',
    domain: 'hosting_provider',
    missing: ['C9 who_keeps_the_certificate'],
  });
  trap('R6', 'the phone is shown the same one', world(replaced, replaced), ['R96']);
  trap('R6', 'nobody else looked', world(replaced), ['R96']);
  trap(
    'R6',
    'the other one leads to no public root either',
    world(replaced, page('BB', { trust: trust.nobody })),
    ['R96'],
  );
  trap(
    'R6',
    'it is another server that shows the other one',
    world(replaced, aSecurePage({ chain: [aCertificate({ fingerprint256: 'BB' })] }, at(`${SERVER}9`, 443))),
    ['R96'],
  );
});
