import { unreachablePanelPort } from '../../../../diagnostics/checks/reach/unreachable-panel-port.ts';
import { specifyPortCheck } from '../../../support/port-check-specification.ts';

specifyPortCheck(unreachablePanelPort, {
  kind: 'tcp',
  host: 'panel.hoster.test',
  port: 2083,
  world: {
    provider: {
      panels: [
        { host: 'panel.hoster.test', port: 2083 },
        { host: 'panel.hoster.test', port: 443 },
      ],
    },
  },
});
