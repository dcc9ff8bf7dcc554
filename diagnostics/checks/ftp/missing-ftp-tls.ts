/** The control connection cannot be encrypted, so passwords travel in clear (RFC 4217). */
import { failed, inapplicable, passed, untested } from '../check.ts';
import { ftpCheck } from './each-session.ts';

export const missingFtpTls = ftpCheck('missing-ftp-tls', ({ job: { best }, said }) => {
  const { upgrade } = best.data;
  if (best.input.security !== 'starttls') return inapplicable(said());
  const found = said([[best, '/data/upgrade']]);
  if (upgrade === 'not_offered') return failed(found);
  if (upgrade === 'refused') return failed({ ...found, variant: 'refused' });
  // A handshake that fails after the offer is told by `failed-tls-handshake`.
  return upgrade === 'not_tried' ? untested(said()) : passed(found);
});
