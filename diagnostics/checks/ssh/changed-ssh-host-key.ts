/** The key by which the server proves who it is differs from the one that is expected of it (R76). */
import { judgeHostKey, shownKey } from '../../model/view/host-keys.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { defineCheck, failed, inapplicable, passed, untested } from '../check.ts';
import { endpointSubject } from '../../model/view/endpoints.ts';

const check = 'changed-ssh-host-key';

export const changedSshHostKey = defineCheck({
  id: check,
  area: 'ssh',
  needs: ['ssh'],
  evaluate: (facts) =>
    facts
      .jobs('ssh')
      .filter(({ best }) => best.control === undefined)
      .map(({ best }) => {
        const subject = endpointSubject(facts, best);
        const shown = shownKey(best);
        const judged = judgeHostKey(facts, best);
        if (judged === null || shown === undefined) return untested({ check, subject });
        const evidence = [pointAt(best, '/data/hostKeys/0/sha256'), ...judged.evidence].slice(0, 4);
        const said = { check, subject, evidence, values: { type: shown.type, shown: shown.sha256 } };
        if (judged.verdict === 'nothing_to_compare') return inapplicable(said);
        return judged.verdict === 'same' ? passed(said) : failed({ ...said, variant: judged.verdict });
      }),
});
