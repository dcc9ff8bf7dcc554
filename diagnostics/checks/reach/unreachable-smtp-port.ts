/** Port 25 of the hosts that the MX records name: where mail from others arrives. */
import { portCheck } from './port-check.ts';

export const unreachableSmtpPort = portCheck({
  id: 'unreachable-smtp-port',
  area: 'mail',
  kind: 'smtp',
  ports: [25],
});
