/** The server is right to be strict, and programs of some years ago find nothing in common with it (R77, the client's side). */
import { pointAt } from '../../model/view/pointing.ts';
import { failed, inapplicable, passed, untested } from '../check.ts';
import { sshCheck } from './each-session.ts';
import { algorithmLists, currentClient, listsWithoutMatch, methodsOf, olderClients } from './ssh-clients.ts';

export const requiredRecentSshClient = sshCheck('required-recent-ssh-client', ({ best }, said) => {
  const { data } = best;
  if (algorithmLists.every((list) => methodsOf(data, list).length === 0)) return untested(said);
  // What suits nobody of today is told by `obsolete-ssh-algorithms`.
  if (listsWithoutMatch(currentClient, data).length > 0) return inapplicable(said);
  const shutOut = olderClients.filter((client) => listsWithoutMatch(client, data).length > 0).at(-1);
  if (shutOut === undefined) return passed({ ...said, evidence: [pointAt(best, '/data/kexAlgorithms')] });
  return failed({
    ...said,
    values: { client: shutOut.name, year: String(shutOut.year) },
    evidence: listsWithoutMatch(shutOut, data).map((list) => pointAt(best, `/data/${list}`)),
  });
});
