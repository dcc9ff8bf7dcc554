/** Where mail programs read mail (RFC 9051). */
import { portCheck } from './port-check.ts';

export const unreachableImapPort = portCheck({
  id: 'unreachable-imap-port',
  area: 'mail',
  kind: 'imap',
  ports: [993, 143],
});
