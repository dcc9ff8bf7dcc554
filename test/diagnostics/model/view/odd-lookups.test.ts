import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import { hasOddLookup } from '../../../../diagnostics/model/view/odd-lookups.ts';
import { aRecord, aResponse } from '../../../support/dns-factories.ts';
import { aFacts, aFailure, anObservation, aRequest } from '../../../support/factories.ts';
import { aSecurePage, aSession } from '../../../support/service-factories.ts';

const HELD = '45.0.1.66';
const OTHER = '45.0.1.10';

const given = (...addresses: readonly string[]): Observation =>
  anObservation('system-lookup', { id: 'system-lookup/example.test', data: { addresses } });
const lost = (code: 'name_lookup_failed' | 'name_not_found'): Observation =>
  anObservation('system-lookup', {
    id: 'system-lookup/example.test',
    failure: aFailure(code, 'resolve'),
  });
const held = anObservation('dns', {
  id: 'a-of-the-zone',
  input: { name: 'example.test', type: 'A', recursion: false, transport: 'udp' },
  data: { response: aResponse({ answers: [aRecord('example.test', 'A', HELD, { address: HELD })] }) },
});

describe('what programs on this computer get for a name', () => {
  it.each([
    ['what the zone holds', [held, given(HELD)], false],
    ['something else', [held, given(OTHER)], true],
    ['some of it beside something else', [held, given(OTHER, HELD)], false],
    ['another address that shows a certificate for it', [held, given(OTHER), aSecurePage(aSession())], false],
    ['no answer at all', [held, lost('name_lookup_failed')], true],
    ['that there is none, and there is one', [held, lost('name_not_found')], true],
    ['that there is none, and nobody knows of one', [lost('name_not_found')], false],
    ['nothing yet', [held], false],
  ])('is odd or not: %s', (_, observations, expected) => {
    expect(hasOddLookup(aFacts({ request: aRequest(), observations }))).toBe(expected);
  });
});
