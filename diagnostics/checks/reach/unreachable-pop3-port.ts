/** Where mail programs fetch mail (RFC 1939). */
import { portCheck } from './port-check.ts';

export const unreachablePop3Port = portCheck({
  id: 'unreachable-pop3-port',
  area: 'mail',
  kind: 'pop3',
  ports: [995, 110],
});
