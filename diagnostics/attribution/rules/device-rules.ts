/** An old device that cannot speak the encryption of today, by the person's word and a greeting as such a device would send it. */
import { pointAt } from '../../model/view/pointing.ts';
import { sessionsWithCertificates } from '../../model/view/sessions.ts';
import { stated } from '../../model/view/statements.ts';
import { defineRule, type Match } from '../rule.ts';

/** R66: no fault of the server, which rightly refuses what is out of date. */
export const outdatedDevice = defineRule({
  id: 'R66',
  rootCause: 'device.tls_outdated',
  match: (world) =>
    world.open('refused-old-client').map((finding): Match => {
      const seen = world.behind(finding)[0];
      const { address, port, name } = seen?.endpoint ?? {};
      const modern = sessionsWithCertificates(world.facts).filter(
        ({ observation: { endpoint, failure } }) =>
          endpoint.address === address && endpoint.port === port && failure === undefined,
      );
      const isRoot = finding.message.key.endsWith('.root');
      return {
        subject: finding.subject,
        service: null,
        accused: 'customer_device',
        basis: 'own_words',
        values: { ...finding.message.values, host: name ?? address ?? '' },
        rivals: [
          {
            faultDomain: 'hosting_provider',
            control: 'C3',
            id: 'programs_of_today_fail_too',
            excludedBy: modern
              .slice(0, 1)
              .map((each) => pointAt(each.observation, '/data/tls/protocolVersion')),
          },
          {
            faultDomain: 'hosting_provider',
            control: 'C5',
            id: 'newer_devices_fail_too',
            excludedBy: stated(world.facts, 'old_device', 'yes'),
          },
        ],
        evidence: finding.evidence,
        explains: [finding],
        ...(isRoot && { variant: 'root' }),
      };
    }),
});
