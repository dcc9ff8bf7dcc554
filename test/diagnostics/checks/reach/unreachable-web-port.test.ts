import { unreachableWebPort } from '../../../../diagnostics/checks/reach/unreachable-web-port.ts';
import { specifyPortCheck } from '../../../support/port-check-specification.ts';

specifyPortCheck(unreachableWebPort, {
  kind: 'http',
  host: 'example.test',
  port: 443,
  world: {},
});
