/** Unrelated sites show chains that no public root signs: somebody on the way re-signs connections (R6). */
import { pointAt } from '../../model/view/pointing.ts';
import { allSessions } from '../../model/view/sessions.ts';
import { interceptedControls } from '../../model/view/vantage.ts';
import { cantTell, defineCheck, failed, passed, untested } from '../check.ts';

const id = 'intercepted-connection';

export const interceptedConnection = defineCheck({
  id,
  area: 'local',
  needs: ['tls'],
  evaluate(facts) {
    const controls = allSessions(facts).filter(
      (each) =>
        each.observation.control === 'C8' &&
        each.observation.endpoint.operator !== undefined &&
        each.session.chain.length > 0,
    );
    const said = { check: id, subject: 'local' };
    if (controls.length === 0) return [untested(said)];
    const replaced = interceptedControls(facts);
    const evidence = (replaced.length > 0 ? replaced : controls)
      .slice(0, 2)
      .map((each) => pointAt(each.observation, '/data/tls/chain/0/issuer'));
    const found = {
      ...said,
      evidence,
      values: { issuer: (replaced[0] ?? controls[0])!.session.chain[0]!.issuer },
    };
    if (replaced.length >= 2) return [failed(found)];
    return [replaced.length === 0 && controls.length >= 2 ? passed(found) : cantTell(found)];
  },
});
