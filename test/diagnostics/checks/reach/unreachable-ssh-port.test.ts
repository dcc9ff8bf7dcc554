import { unreachableSshPort } from '../../../../diagnostics/checks/reach/unreachable-ssh-port.ts';
import { specifyPortCheck } from '../../../support/port-check-specification.ts';

specifyPortCheck(unreachableSshPort, {
  kind: 'ssh',
  host: 'example.test',
  port: 22,
  world: { provider: { ports: { ssh: [22] } } },
  unpromised: { request: { services: ['dns', 'web', 'mail', 'ftp', 'ssh'] } },
});
