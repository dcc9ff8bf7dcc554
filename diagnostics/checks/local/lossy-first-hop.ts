/** R14: packets get lost already between this computer and its router. */
import { firstHop } from '../../model/view/gateway.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { cantTell, defineCheck, failed, inapplicable, passed } from '../check.ts';

const check = 'lossy-first-hop';
const subject = 'local';
/** Fewer probes say nothing of a share. */
const PROBES_AT_LEAST = 15;
/** A quarter and more is felt in every program; one or two in twenty are not. */
const LOST_SHARE = 0.25;
/** A router that answers nearly nothing drops such connections on purpose. */
const ANSWERED_AT_LEAST = 4;

export const lossyFirstHop = defineCheck({
  id: check,
  area: 'local',
  needs: ['tcp'],
  evaluate(facts) {
    const { probes, lost, answered } = firstHop(facts);
    const said = {
      check,
      subject,
      values: { lost: lost.length, sent: probes.length },
      evidence: [...lost, ...answered].slice(0, 5).map((each) => pointAt(each, '/durationMs')),
    };
    if (probes.length === 0) return [inapplicable(said)];
    if (probes.length < PROBES_AT_LEAST || answered.length < ANSWERED_AT_LEAST) return [cantTell(said)];
    return [lost.length / probes.length >= LOST_SHARE ? failed(said) : passed(said)];
  },
});
