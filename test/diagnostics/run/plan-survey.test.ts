import { describe, expect, it } from 'vitest';
import { planSurvey } from '../../../diagnostics/run/plan/survey-planner.ts';
import { aFacts, aFailure, anObservation, aRequest, type FactsPartial } from '../../support/factories.ts';
import { oldClientIds } from '../../../diagnostics/model/tls-clients.ts';
import { aGreeting, anOffer, aSecurePage, aSession, at, SIX } from '../../support/service-factories.ts';

const warned = aRequest({ symptom: 'site_insecure_warning' });
const plannedOf =
  (kind: 'tls' | 'http2' | 'tls-greeting') =>
  (observations: FactsPartial['observations'], request = warned): readonly string[] =>
    planSurvey(aFacts({ request, ...(observations ? { observations } : {}) }))
      .filter((job) => job.kind === kind)
      .map(({ key }) => key);
const planned = plannedOf('tls');
const offered = plannedOf('http2');
const [old, oldSix] = ['45.0.1.10', SIX].map((address) => `tls/${address}/443/example.test/old`);
const overSix = aSecurePage(aSession(), { address: SIX });

describe('a closer look at the encryption', () => {
  it('greets one server as an old program would, IPv4 first', () => {
    expect(planned([overSix, aSecurePage()])).toEqual([old, oldSix]);
  });

  it('is content with one answer', () => {
    const answered = anObservation('tls', {
      id: oldSix!,
      endpoint: at('example.test', 443, SIX),
      input: { serverName: 'example.test', newestVersion: 'TLSv1.1' },
    });
    expect(planned([aSecurePage(), overSix, answered])).toEqual([]);
  });

  it('is also for whoever names the web alone', () => {
    expect(planned([aSecurePage()], aRequest({ services: ['web'] }))).toEqual([old]);
  });

  it.each([
    ['nobody asked', [aSecurePage()], aRequest()],
    [
      'the server is out of date by itself',
      [aSecurePage(aSession({}, { protocolVersion: 'TLSv1.1' }))],
      warned,
    ],
    ['no session came about', [], warned],
  ])('asks for nothing where %s', (_, observations, request) => {
    expect(planned(observations, request)).toEqual([]);
  });
});

const [offer, offerSix] = ['45.0.1.10', SIX].map((address) => `http2/${address}/https://example.test/`);
const down = aRequest({ symptom: 'site_down' });
const broken = (id: string, address: string) =>
  anOffer({ id, address, failure: aFailure('protocol_violation', 'exchange') });

describe('a second look with HTTP/2 on offer', () => {
  it('is for somebody who came because of the site, IPv6 first', () => {
    expect(offered([aSecurePage(), overSix], down)).toEqual([offerSix, offer]);
  });

  it('is content with one answer', () => {
    expect(offered([aSecurePage(), overSix, anOffer({ id: offerSix!, address: SIX })], down)).toEqual([]);
  });

  it('looks again elsewhere, or at the same place, where it broke', () => {
    expect(offered([aSecurePage(), overSix, broken(offerSix!, SIX)], down)).toEqual([offerSix, offer]);
  });

  it('looks twice at most', () => {
    expect(
      offered([aSecurePage(), overSix, broken(offerSix!, SIX), broken(offer!, '45.0.1.10')], down),
    ).toEqual([]);
  });

  it.each([
    ['nobody asked', [aSecurePage()], aRequest()],
    ['the page fails over HTTP/1.1 as well', [aSecurePage(aSession(), { data: { status: 503 } })], down],
    ['there is no page', [], down],
  ])('asks for nothing where %s', (_, observations, request) => {
    expect(offered(observations, request)).toEqual([]);
  });
});

const greeted = plannedOf('tls-greeting');
const overPrime = (address?: string) =>
  aSecurePage(
    aSession({}, { keyExchange: { type: 'DH', bits: 2048 } }),
    address === undefined ? {} : { address },
  );

describe('greetings of others', () => {
  it('are a browser’s where the server chose what browsers have dropped, at one address', () => {
    const asked = greeted([overPrime(), overPrime(SIX)], aRequest());
    expect(asked.toSorted()).toEqual([
      `tls-greeting/${SIX}/443/browser`,
      'tls-greeting/45.0.1.10/443/browser',
    ]);
    expect(greeted([overPrime(), overPrime(SIX), aGreeting(['browser'])], aRequest())).toEqual([]);
  });

  it('hold all old programs together, and then those that are left', () => {
    const [first, second] = greeted([aSecurePage(), overSix]);
    expect([first, second]).toEqual(
      ['45.0.1.10', SIX].map((address) => `tls-greeting/${address}/443/${oldClientIds.join('+')}`),
    );
    const [next] = greeted([aSecurePage(), overSix, aGreeting(oldClientIds)]);
    expect(next).toBe(
      'tls-greeting/45.0.1.10/443/android_4+windows_7+windows_7_updated+mac_10_8+java_7+openssl_0_9_8',
    );
  });

  it('are three at most', () => {
    const made = ['a', 'b', 'c'].map((id) =>
      aGreeting(oldClientIds, { id, failure: aFailure('timed_out', 'tls_handshake') }),
    );
    expect(greeted([aSecurePage(), ...made])).toEqual([]);
  });

  it('come first where only an old device fails, whatever else was asked', () => {
    const told = aRequest({ facts: { old_device: 'yes' } });
    expect(greeted([aSecurePage()], told)).toEqual([`tls-greeting/45.0.1.10/443/${oldClientIds.join('+')}`]);
  });
});
