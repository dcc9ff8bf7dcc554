/** The server takes the connection and turns the client away in its first line (RFC 959 section 4.2: 421, R73). */
import { wordsOfRefusal } from '../../model/view/turned-away.ts';
import { cantTell, failed, passed, untested } from '../check.ts';
import { ftpCheck } from './each-session.ts';

export const refusedFtpSession = ftpCheck('refused-ftp-session', ({ job, said }) => {
  const refused = job.tries.filter((each) => wordsOfRefusal(each) !== undefined);
  const greeted = job.tries.find((each) => each.data.greeting !== undefined && !refused.includes(each));
  const first = refused[0];
  if (first === undefined)
    return greeted === undefined ? untested(said()) : passed(said([[greeted, '/data/greeting']]));
  const found = said(
    refused.map((each) => [each, each.data.greeting === undefined ? '/failure/detail' : '/data/greeting']),
    { reply: wordsOfRefusal(first)!.slice(0, 300) },
  );
  return greeted === undefined ? failed(found) : cantTell({ ...found, variant: 'sometimes' });
});
