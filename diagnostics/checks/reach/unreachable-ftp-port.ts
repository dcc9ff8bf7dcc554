/** Control port of file transfer (RFC 959). */
import { portCheck } from './port-check.ts';

export const unreachableFtpPort = portCheck({
  id: 'unreachable-ftp-port',
  area: 'ftp',
  kind: 'ftp',
  ports: [21, 990],
});
