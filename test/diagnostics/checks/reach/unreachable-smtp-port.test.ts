import { unreachableSmtpPort } from '../../../../diagnostics/checks/reach/unreachable-smtp-port.ts';
import { aResponse, mx } from '../../../support/dns-factories.ts';
import { anObservation } from '../../../support/factories.ts';
import { specifyPortCheck } from '../../../support/port-check-specification.ts';

/** The MX record makes port 25 of the host a promise. */
const mxRecord = anObservation('dns', {
  id: 'mx-of-the-zone',
  input: { name: 'example.test', type: 'MX', recursion: false, transport: 'udp' },
  data: { response: aResponse({ answers: [mx('example.test', 10, 'mx.example.test')] }) },
});

specifyPortCheck(unreachableSmtpPort, {
  kind: 'smtp',
  host: 'mx.example.test',
  port: 25,
  world: { observations: [mxRecord] },
  unpromised: {},
});
