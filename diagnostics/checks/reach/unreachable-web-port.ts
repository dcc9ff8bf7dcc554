/** HTTPS and HTTP at every address of the web hosts. */
import { portCheck } from './port-check.ts';

export const unreachableWebPort = portCheck({
  id: 'unreachable-web-port',
  area: 'web',
  kind: 'http',
  ports: [443, 80],
});
