/** The server shows the same certificate with and without the name: it does not know the name (R61). */
import { coversName } from '../../model/view/certificates.ts';
import { allSessions } from '../../model/view/sessions.ts';
import { failed, inapplicable, passed, untested } from '../check.ts';
import { sessionCheck } from './each-session.ts';

export const defaultHostCertificate = sessionCheck(
  'default-host-certificate',
  ({ facts, leaf, host, session, observation, said }) => {
    const found = said('/chain/0/fingerprint256');
    // An address is never sent as a name: both sessions are the same one.
    if (coversName(leaf, host) || session.serverName === null) return inapplicable(found);
    const { address, port } = observation.endpoint;
    const unnamed = allSessions(facts).find(
      (each) =>
        each.session.serverName === null &&
        each.observation.endpoint.address === address &&
        each.observation.endpoint.port === port,
    );
    const shown = unnamed?.session.chain[0];
    if (!shown) return untested(found);
    return shown.fingerprint256 === leaf.fingerprint256 ? failed(found) : passed(found);
  },
);
