/** The login is taken and no command is carried out: often so by plan, where files may be moved and nothing more (R78). */
import { pointAt } from '../../model/view/pointing.ts';
import { failed, passed, untested } from '../check.ts';
import { loginCheck } from './each-login.ts';

export const closedShell = loginCheck('closed-shell', (login, said) => {
  const { shell } = login.data;
  if (shell === undefined) return untested(said);
  const found = {
    ...said,
    values: { text: (shell.text ?? '').slice(0, 300) },
    evidence: [pointAt(login, '/data/shell/text', '/data/shell/state')],
  };
  if (shell.state === 'open') return passed(found);
  return failed(shell.text === undefined ? found : { ...found, variant: 'said' });
});
