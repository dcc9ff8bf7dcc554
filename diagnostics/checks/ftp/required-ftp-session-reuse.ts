/** The server takes data connections only with the TLS session of the control connection: a policy that some FTP programs cannot meet (R72). */
import { lastWord } from '../../model/view/ftp-words.ts';
import { cantTell, failed, passed, untested } from '../check.ts';
import { ftpCheck, listingsOf } from './each-session.ts';

export const requiredFtpSessionReuse = ftpCheck('required-ftp-session-reuse', (session) => {
  const { said } = session;
  const listings = listingsOf(session);
  const resumed = listings.find((each) => each.listing.handshake === 'resumed');
  const full = listings.find((each) => each.listing.handshake === 'full');
  if (resumed === undefined || full === undefined || resumed.listing.failure !== undefined)
    return untested(said());
  if (full.listing.failure === undefined) return passed(said([full.part('bytes')]));
  const { reply, failure } = full.listing;
  // A policy is told in words; a connection that merely broke may have broken for anything.
  if (failure.code !== 'rejected' || resumed.listing.isReused !== true)
    return cantTell(said([full.part('failure/code')]));
  return failed(said([full.part('reply'), resumed.part('isReused')], { reply: lastWord(reply) }));
});
