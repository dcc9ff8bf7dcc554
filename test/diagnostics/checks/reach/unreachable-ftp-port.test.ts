import { unreachableFtpPort } from '../../../../diagnostics/checks/reach/unreachable-ftp-port.ts';
import { specifyPortCheck } from '../../../support/port-check-specification.ts';

specifyPortCheck(unreachableFtpPort, {
  kind: 'ftp',
  host: 'ftp.example.test',
  port: 21,
  world: { request: { services: ['ftp'] } },
  unpromised: { request: { services: ['dns', 'web', 'mail', 'ftp', 'ssh'] } },
});
