/** Logins over SSH that a person handed over, and what came of them. */
import type { DataOf, InputOf, Observation } from '../../diagnostics/model/observation.ts';
import type { Request } from '../../diagnostics/model/target.ts';
import { at, SERVER } from './attribution-factories.ts';
import { anObservation, aRequest } from './factories.ts';
import { NEW } from './host-key-factories.ts';

/** At the place of `shows()`. */
export const aLogin = (
  data: Partial<DataOf<'ssh-login'>>,
  method: InputOf<'ssh-login'>['method'] = 'password',
): Observation =>
  anObservation('ssh-login', {
    id: `ssh-login/${SERVER}/22`,
    endpoint: at(SERVER, 22),
    input: { method, hostKey: NEW },
    data: { connectMs: 10, login: 'not_tried', ...data },
  });

export const loginHandedOver = (
  method = 'password',
  more: Readonly<Record<string, string>> = {},
): { readonly request: Request } => ({
  request: aRequest({
    symptom: 'ssh_cannot_connect',
    services: ['ssh'],
    facts: { 'ssh.login': method, ...more },
  }),
});
