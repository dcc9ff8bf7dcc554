/** Secure shell and SFTP (RFC 4253). */
import { shellPorts } from '../../model/view/expected.ts';
import { portCheck } from './port-check.ts';

export const unreachableSshPort = portCheck({
  id: 'unreachable-ssh-port',
  area: 'ssh',
  kind: 'ssh',
  ports: shellPorts,
});
