/** Logged in over TLS, no listing comes through: the data connection stands and its TLS, or what follows it, fails (RFC 4217 section 9, R72). */
import { lastWord } from '../../model/view/ftp-words.ts';
import { failed, passed, untested } from '../check.ts';
import { ftpCheck, listingsOf } from './each-session.ts';

export const failedFtpDataTls = ftpCheck('failed-ftp-data-tls', (session) => {
  const { said } = session;
  const listings = listingsOf(session);
  const resumed = listings.find((each) => each.listing.handshake === 'resumed');
  if (resumed === undefined) return untested(said());
  if (resumed.listing.failure === undefined)
    return passed(said([resumed.part('bytes')], { bytes: resumed.listing.bytes }));
  const places = listings.map((each) =>
    each.part(each.listing.failure === undefined ? 'bytes' : 'failure/code'),
  );
  const { reply } = resumed.listing;
  const found = said(reply === undefined ? places : [resumed.part('reply'), ...places], {
    reply: lastWord(reply),
    condition: resumed.listing.failure.code,
  });
  // Without the session of the control connection it works: whatever fails, fails at taking it up.
  if (listings.some((each) => each.listing.failure === undefined))
    return failed({ ...found, variant: 'resumed_only' });
  return failed(reply === undefined ? found : { ...found, variant: 'said' });
});
