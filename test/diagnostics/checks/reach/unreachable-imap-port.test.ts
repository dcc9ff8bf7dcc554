import { unreachableImapPort } from '../../../../diagnostics/checks/reach/unreachable-imap-port.ts';
import { specifyPortCheck } from '../../../support/port-check-specification.ts';

specifyPortCheck(unreachableImapPort, {
  kind: 'imap',
  host: 'mail.example.test',
  port: 993,
  world: { request: { symptom: 'mail_app_cannot_connect' } },
  unpromised: { request: { services: ['dns', 'web', 'mail', 'ftp', 'ssh'] } },
});
