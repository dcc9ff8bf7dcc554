/** R13: this line shares its public IPv4 address with other customers. No fault, but servers may ban it for what they do. */
import { addressSharing } from '../../model/view/shared-address.ts';
import { cantTell, defineCheck, failed, inapplicable, passed } from '../check.ts';

const check = 'shared-address';
const subject = 'local';

export const sharedAddress = defineCheck({
  id: check,
  area: 'local',
  needs: ['environment'],
  evaluate(facts) {
    const { kind, address, evidence } = addressSharing(facts);
    const said = { check, subject, values: { address }, evidence };
    switch (kind) {
      case 'carrier':
      case 'translated':
        return [failed({ ...said, variant: kind })];
      case 'nested': // two routers at home look like one of the access provider's behind one's own
        return [cantTell({ ...said, variant: 'nested' })];
      case 'none':
        return [passed(said)];
      case 'unknown': // asked only where a ban is possible; many routers do not answer
        return [facts.jobs('router-address').length > 0 ? cantTell(said) : inapplicable(said)];
    }
  },
});
