import { unreachablePop3Port } from '../../../../diagnostics/checks/reach/unreachable-pop3-port.ts';
import { specifyPortCheck } from '../../../support/port-check-specification.ts';

specifyPortCheck(unreachablePop3Port, {
  kind: 'pop3',
  host: 'mail.example.test',
  port: 995,
  world: { provider: { ports: { pop3: [995] } } },
  unpromised: { provider: { ports: { imap: [993] } } },
});
