import { unreachableSubmissionPort } from '../../../../diagnostics/checks/reach/unreachable-submission-port.ts';
import { specifyPortCheck } from '../../../support/port-check-specification.ts';

specifyPortCheck(unreachableSubmissionPort, {
  kind: 'smtp',
  host: 'mail.example.test',
  port: 587,
  world: { request: { symptom: 'mail_cannot_send' } },
  unpromised: { request: { services: ['dns', 'web', 'mail', 'ftp', 'ssh'] } },
});
