/** The person's own login is refused. A refused anonymous login is as it should be (R43, R73). */
import { failed, inapplicable, passed, untested } from '../check.ts';
import { ftpCheck } from './each-session.ts';

export const refusedFtpLogin = ftpCheck('refused-ftp-login', ({ job, said }) => {
  const session = job.tries.find((each) => each.input.login === 'given');
  if (!session) return inapplicable(said());
  const { login, loginReply = '' } = session.data;
  if (login === 'not_tried') {
    const { withheld } = session.data;
    return untested(
      withheld === undefined ? said() : { ...said([[session, '/data/withheld']]), variant: withheld },
    );
  }
  if (login === 'accepted') return passed(said([[session, '/data/login']]));
  const found = said([[session, '/data/loginReply']], { reply: loginReply.slice(0, 300) });
  // RFC 959 section 4.2: 421 closes the service for now, whatever the password is.
  return loginReply.startsWith('421') ? failed({ ...found, variant: 'for_now' }) : failed(found);
});
