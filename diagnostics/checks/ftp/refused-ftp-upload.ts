/** A test file of a few bytes, written by the person's consent, is not taken: full, no rights, its name, or the data connection (R75, R100). */
import { lastWord, uploadTroubleOf } from '../../model/view/ftp-words.ts';
import { failed, inapplicable, passed, untested } from '../check.ts';
import { ftpCheck } from './each-session.ts';

export const refusedFtpUpload = ftpCheck('refused-ftp-upload', ({ job, said }) => {
  const session = job.tries.find((each) => each.input.uploads === true && each.input.login === 'given');
  if (!session) return inapplicable(said());
  const { upload } = session.data;
  if (upload === undefined) return untested(said());
  const variant = uploadTroubleOf(upload);
  if (variant === undefined) return passed(said([[session, '/data/upload/file']]));
  const reply = upload.reply ?? upload.failure?.detail ?? '';
  const place = upload.reply === undefined ? '/data/upload/failure/code' : '/data/upload/reply';
  return failed({
    ...said([[session, place]], { reply: lastWord(reply) }),
    variant,
  });
});
