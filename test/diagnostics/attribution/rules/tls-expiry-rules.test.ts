import { describe, expect, it } from 'vitest';
import type { TlsSession } from '../../../../diagnostics/model/observations/tls.ts';
import {
  aCertificate,
  aFinding,
  aSecurePage,
  at,
  ELSEWHERE,
  fires,
  HOST,
  pack,
  timeSources,
  trap,
  trust,
  verdictsOf,
  wrongClock,
  type Verdict,
  type World,
} from '../../../support/attribution-factories.ts';
import {
  aSite,
  automatic,
  certificateVerdict,
  expired,
  ofAYear,
} from '../../../support/certificate-rule-factories.ts';
import { anObservation } from '../../../support/factories.ts';

/** The path of the proof could not be asked for under the host's name, say because the port had been tried often enough. */
const unlookedAt = (session: Partial<TlsSession> = {}): World => {
  const world = aSite('expired-certificate', { controls: timeSources(), provider: automatic, session });
  const unseen = aFinding('blocked-challenge-path', HOST, [], { outcome: 'untested' });
  return { ...world, findings: [...world.findings, unseen] };
};

/** Another name had a place left. */
const lookedAtBeside = (session: Partial<TlsSession> = {}): World => {
  const world = unlookedAt(session);
  const seen = aFinding('blocked-challenge-path', `www.${HOST}`, timeSources(), { outcome: 'passed' });
  return { ...world, findings: [...world.findings, seen] };
};

const cases: readonly (readonly [string, World, Verdict])[] = [
  [
    'R55 takes the path of the proof under another name of the certificate for its own',
    lookedAtBeside({ chain: [aCertificate({ dnsNames: [HOST, `www.${HOST}`] })] }),
    expired({}),
  ],
  [
    'R55 is not sure of the provider while nobody looked at the path of the proof',
    unlookedAt(),
    expired({ confidence: 'possible', missing: ['C3 challenge_path_unseen'] }),
  ],
  [
    'R55 is not sure either when the answer was for a name that the certificate does not hold',
    lookedAtBeside(),
    expired({ confidence: 'possible', missing: ['C3 challenge_path_unseen'] }),
  ],
  [
    'R55 names the provider that renews by itself',
    aSite('expired-certificate', { controls: timeSources(), provider: automatic }),
    expired({}),
  ],
  [
    'R55 names the customer who says that the certificate is their own',
    aSite('expired-certificate', { controls: timeSources(), source: 'other' }),
    expired({ domain: 'customer_configuration' }),
  ],
  [
    'R55 guesses the provider for a short certificate and says so',
    aSite('expired-certificate', { controls: timeSources() }),
    expired({ confidence: 'possible', missing: ['C9 who_keeps_the_certificate'] }),
  ],
  [
    'R55 guesses the customer for a long certificate and says so',
    aSite('expired-certificate', { session: ofAYear, controls: timeSources() }),
    expired({
      domain: 'customer_configuration',
      confidence: 'possible',
      missing: ['C9 who_keeps_the_certificate'],
    }),
  ],
  [
    'R55 wants the clock out of doubt',
    aSite('expired-certificate', { controls: timeSources(0, 1), provider: automatic }),
    expired({ confidence: 'possible', missing: ['C7 own_clock'] }),
  ],
  [
    'R55 wants interception out of doubt',
    aSite('expired-certificate', {
      session: { trust: trust.systemOnly },
      controls: timeSources(),
      provider: automatic,
    }),
    expired({ confidence: 'possible', missing: ['C8 certificate_replaced_on_the_way'] }),
  ],
  [
    'R55 holds for a certificate that is not valid yet',
    aSite('not-yet-valid-certificate', { controls: timeSources(), provider: automatic }),
    certificateVerdict('not-yet-valid-certificate', { cause: 'tls.certificate.not_yet_valid' }),
  ],
  [
    'R55 names the provider of whom the certificate was bought, on its own addresses',
    aSite('expired-certificate', { controls: timeSources(), provider: pack, source: 'provider' }),
    expired({}),
  ],
  [
    'R55 names the customer who bought it elsewhere, even where the provider renews by itself',
    aSite('expired-certificate', { controls: timeSources(), provider: automatic, source: 'other' }),
    expired({ domain: 'customer_configuration' }),
  ],
  [
    'R55 wants to know whose server it is, whatever the person says',
    aSite('expired-certificate', { controls: timeSources(), source: 'provider' }),
    expired({ confidence: 'possible', missing: ['C9 who_keeps_the_certificate'] }),
  ],
];

describe('R55: a certificate that is not valid now', () => {
  it.each(cases)('%s', (_, world, expected) => {
    expect(verdictsOf(world)).toEqual([expected]);
  });

  it('blames nobody but the clock while the clock is wrong: the certificate alone proves nothing', () => {
    const world = aSite('expired-certificate', { controls: timeSources(900_000), provider: automatic });
    const verdicts = verdictsOf({
      ...world,
      findings: [...world.findings, wrongClock(timeSources(900_000))],
    });
    expect(verdicts.map((each) => [each.rule, each.domain, each.confidence, each.missing])).toEqual([
      ['R7', 'customer_device', 'proven', []],
      ['R55', 'hosting_provider', 'possible', ['C7 own_clock']],
    ]);
  });
});

describe('R55: who should have renewed it', () => {
  fires(
    'R55',
    'an automatic certificate of the provider ended',
    aSite('expired-certificate', { controls: timeSources(), provider: automatic }),
    expired({}),
  );
  fires(
    'R55',
    'a certificate of a year was bought by somebody, also at a provider that renews by itself',
    aSite('expired-certificate', { session: ofAYear, controls: timeSources(), provider: automatic }),
    expired({
      domain: 'customer_configuration',
      confidence: 'possible',
      missing: ['C9 who_keeps_the_certificate'],
    }),
  );
  const edge = anObservation('http', {
    endpoint: at(ELSEWHERE, 80),
    data: { connectMs: 5, status: 301, headers: [{ name: 'CF-RAY', value: '8a' }] },
  });
  fires(
    'R55',
    'a network in front of the site keeps what it shows',
    aSite('expired-certificate', {
      address: ELSEWHERE,
      controls: [...timeSources(), edge],
      provider: automatic,
    }),
    expired({ domain: 'cdn_operator', confidence: 'possible', missing: ['C9 who_keeps_the_certificate'] }),
  );
  trap(
    'R55',
    'a certificate that ends tomorrow has not ended',
    { observations: [aSecurePage(), ...timeSources()], findings: [] },
    [],
  );
});
