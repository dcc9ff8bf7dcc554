import { unreachableWebPort } from '../../../../diagnostics/checks/reach/unreachable-web-port.ts';
import { specifyPortCheck } from '../../../support/service-factories.ts';

specifyPortCheck(unreachableWebPort, {
  kind: 'http',
  host: 'example.test',
  port: 443,
  world: {},
});
