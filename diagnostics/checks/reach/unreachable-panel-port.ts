/** The control panel at the ports of its own that the provider publishes (R47). */
import { panels } from '../../model/view/panels.ts';
import { portCheck } from './port-check.ts';

export const unreachablePanelPort = portCheck({
  id: 'unreachable-panel-port',
  area: 'web',
  kind: 'tcp',
  ports: (facts) => panels(facts).map((each) => each.port),
});
