/** Where mail programs hand over outgoing mail (RFC 6409, RFC 8314). */
import { portCheck } from './port-check.ts';

export const unreachableSubmissionPort = portCheck({
  id: 'unreachable-submission-port',
  area: 'mail',
  kind: 'smtp',
  ports: [587, 465],
});
