/** The test file of an upload could not be taken away again: whoever allowed it hears its name. */
import { failed, inapplicable, passed } from '../check.ts';
import { ftpCheck } from './each-session.ts';

export const leftTestFile = ftpCheck('left-test-file', ({ job, said }) => {
  const session = job.tries.find((each) => each.data.upload !== undefined);
  const upload = session?.data.upload;
  if (!session || !upload) return inapplicable(said());
  const found = said(
    [
      [session, '/data/upload/file'],
      [session, '/data/upload/removal'],
    ],
    { file: upload.file },
  );
  return upload.removal === 'failed' ? failed(found) : passed(found);
});
