/** EPSV is refused (RFC 2428): over IPv6 there is no other passive mode, so every listing and transfer fails there. */
import { failed, inapplicable, passed, untested } from '../check.ts';
import { ftpCheck } from './each-session.ts';

export const refusedExtendedPassiveMode = ftpCheck(
  'refused-extended-passive-mode',
  ({ job, passive, said }) => {
    const asked = passive.filter((each) => each.command === 'EPSV');
    const agreed = asked.find((each) => each.port !== undefined);
    if (agreed) return passed(said([agreed.place('reply')]));
    const refused = asked.find((each) => /^5\d\d/.test(each.reply));
    if (!refused) return asked.length === 0 ? untested(said()) : inapplicable(said());
    const found = said([refused.place('reply')], { reply: refused.reply.slice(0, 200) });
    return job.best.endpoint.family === 6 ? failed({ ...found, variant: 'ipv6' }) : failed(found);
  },
);
