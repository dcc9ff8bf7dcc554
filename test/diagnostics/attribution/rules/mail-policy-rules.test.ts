import { describe } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import { aFinding, fires, HOST, trap, type World } from '../../../support/attribution-factories.ts';
import { aRecord, fromPublic, fromServer, mx, NS1, txt } from '../../../support/dns-factories.ts';

const exchanger = fromServer(NS1, HOST, 'MX', [mx(HOST, 10, 'mail.hoster.test')]);
const answer = fromServer(NS1, HOST, 'TXT', [txt(HOST, 'v=spf1 -all')]);
const provider = { mailHosts: ['mail.hoster.test'], spfIncludes: ['spf.hoster.test'] };

/** One finding about the policy of a domain with mail. */
function policyWorld(
  check: string,
  variant = '',
  values: Readonly<Record<string, string | number>> = {},
  more: readonly Observation[] = [],
): World {
  const key = `check.${check}.failed${variant && `.${variant}`}`;
  return {
    provider,
    observations: [exchanger, answer, ...more],
    findings: [aFinding(check, HOST, [answer], { message: { key, values: { subject: HOST, ...values } } })],
  };
}

const customers = {
  subject: HOST,
  domain: 'customer_configuration',
  confidence: 'proven',
  missing: [],
} as const;
const invalid = (variant: string) => ({ ...customers, cause: `mail.spf.invalid.${variant}` });
const place = { place: HOST, term: 'ipv4:45.0.0.1' };
const addressed = { address: '45.0.3.25', include: 'spf.hoster.test' };

describe('R36, a policy that is missing', () => {
  fires('R36', 'no policy', policyWorld('missing-spf'), { ...customers, cause: 'mail.spf.missing' });
  trap('R36', 'the domain takes no mail and sends none', {
    ...policyWorld('missing-spf'),
    observations: [fromServer(NS1, HOST, 'MX', [mx(HOST, 0, '.')]), answer],
  });
  trap('R36', 'the policy could not be looked up', {
    ...policyWorld('missing-spf'),
    findings: [aFinding('missing-spf', HOST, [answer], { outcome: 'cantTell' })],
  });
});

describe('R36, a policy that nobody can use', () => {
  fires('R36', 'two policies', policyWorld('duplicate-spf', '', { count: 2 }), invalid('several'));
  fires('R36', 'a word that is none', policyWorld('broken-spf', 'syntax', place), invalid('syntax'));
  fires(
    'R36',
    'an include without a policy',
    policyWorld('broken-spf', 'no-record', place),
    invalid('no_record'),
  );
  fires(
    'R36',
    'a broken policy of a third party',
    policyWorld('broken-spf', 'syntax', { ...place, place: 'spf.other.test' }),
    { ...invalid('included'), domain: 'mail_operator' },
  );
  fires(
    'R36',
    'a broken policy of the provider',
    policyWorld('broken-spf', 'several', { ...place, place: 'spf.hoster.test' }),
    { ...invalid('included'), domain: 'hosting_provider' },
  );
  const counted = { lookups: 12, limit: 10, voids: 3, voidLimit: 2, costly: 'include:a.test (7)' };
  fires('R36', 'too many lookups', policyWorld('excessive-spf-lookups', '', counted), invalid('lookups'));
  fires(
    'R36',
    'names that lead nowhere',
    policyWorld('excessive-spf-lookups', 'void', counted),
    invalid('void'),
  );
});

describe('R36, a policy without the provider', () => {
  const service = `_submissions._tcp.${HOST}`;
  const published = fromPublic(service, 'SRV', [
    aRecord(service, 'SRV', '0 1 465 mail.hoster.test', { target: 'mail.hoster.test', port: 465 }),
  ]);
  const notPermitted = { ...customers, cause: 'mail.spf.provider_not_permitted' };
  fires(
    'R36',
    'the zone sends mail programs to the provider',
    policyWorld('provider-outside-spf', '', addressed, [published]),
    notPermitted,
  );
  fires('R36', 'who sends is not known', policyWorld('provider-outside-spf', 'soft', addressed), {
    ...notPermitted,
    cause: 'mail.spf.provider_not_permitted.soft',
    confidence: 'possible',
    missing: ['C9 sends_elsewhere'],
  });
});
