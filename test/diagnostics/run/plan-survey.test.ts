import { describe, expect, it } from 'vitest';
import { planSurvey } from '../../../diagnostics/run/plan/survey-planner.ts';
import { aFacts, anObservation, aRequest, type FactsPartial } from '../../support/factories.ts';
import { aSecurePage, aSession, at, SIX } from '../../support/service-factories.ts';

const warned = aRequest({ symptom: 'site_insecure_warning' });
const planned = (observations: FactsPartial['observations'], request = warned): readonly string[] =>
  planSurvey(aFacts({ request, ...(observations ? { observations } : {}) })).map(({ key }) => key);
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
