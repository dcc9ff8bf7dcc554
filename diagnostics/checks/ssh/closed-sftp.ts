/** The login is taken and the subsystem for files (SFTP) is not open behind it (R103). */
import { pointAt } from '../../model/view/pointing.ts';
import { failed, passed, untested } from '../check.ts';
import { loginCheck } from './each-login.ts';

export const closedSftp = loginCheck('closed-sftp', (login, said) => {
  const { sftp } = login.data;
  if (sftp === undefined) return untested(said);
  const found = {
    ...said,
    values: { text: (sftp.text ?? '').slice(0, 300) },
    evidence: [pointAt(login, '/data/sftp/state')],
  };
  return sftp.state === 'open' ? passed(found) : failed(found);
});
