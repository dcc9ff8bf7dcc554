import { describe } from 'vitest';
import { brokenFilterService } from '../../../../diagnostics/checks/mail/broken-filter-service.ts';
import type { FailureCode, Operation } from '../../../../diagnostics/model/failure.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import { checkCases } from '../../../support/check-cases.ts';
import { aRecord, fromPublic } from '../../../support/dns-factories.ts';
import { aFailure, twice } from '../../../support/factories.ts';
import { denied } from '../../../support/mail-record-factories.ts';
import { aMailDialogue, aSession } from '../../../support/service-factories.ts';

const [record, host] = ['_sieve._tcp.example.test', 'mail.example.test'];
const announced = fromPublic(record, 'SRV', [
  aRecord(record, 'SRV', `0 1 4190 ${host}`, { priority: 0, weight: 1, port: 4190, target: host }),
]);
const silent = denied(record, 'SRV');

const sound = (leaf: Parameters<typeof aSession>[0] = {}) =>
  aMailDialogue('sieve', 4190, { tls: aSession({ dnsNames: [host], ...leaf }) });
const failing = (code: FailureCode, operation: Operation, hasGreeted = true): readonly Observation[] =>
  twice(
    aMailDialogue(
      'sieve',
      4190,
      { upgrade: 'not_tried', ...(hasGreeted ? {} : { greeting: undefined }) },
      { failure: aFailure(code, operation) },
    ),
  );

describe('broken-filter-service', () => {
  checkCases(brokenFilterService, [
    ['passes for a sound one', [announced, sound()], `passed ${host}:4190`],
    ['passes for one that nobody announces', [silent, sound()], `passed ${host}:4190`],
    [
      'fails for a certificate of another name',
      [announced, sound({ dnsNames: ['other.test'] })],
      `failed.certificate ${host}:4190`,
    ],
    [
      'fails where the domain announces it and nobody is there',
      [announced, ...failing('connection_refused', 'connect', false)],
      `failed.announced ${host}:4190`,
    ],
    [
      'fails without encryption',
      [announced, ...failing('starttls_missing', 'starttls')],
      `failed.plain ${host}:4190`,
    ],
    [
      'fails where the encryption breaks off',
      [announced, ...failing('connection_reset', 'tls_handshake')],
      `failed.encryption ${host}:4190`,
    ],
    [
      'cannot tell silence from a filter on the way',
      [announced, ...failing('timed_out', 'connect', false)],
      `cantTell ${host}:4190`,
    ],
    [
      'does not apply to a closed port that nobody announces',
      [silent, ...failing('connection_refused', 'connect', false)],
      `inapplicable.none ${host}:4190`,
    ],
    ['is untested when nobody asked', [announced], 'untested'],
  ]);
});
