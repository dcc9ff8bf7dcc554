import { describe, expect, it } from 'vitest';
import { unservedOldDevices } from '../../../../diagnostics/checks/tls/unserved-old-devices.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import { oldClientIds } from '../../../../diagnostics/model/tls-clients.ts';
import { aFacts, aFailure, anObservation } from '../../../support/factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aGreeting, at } from '../../../support/service-factories.ts';

const alert = (detail: string) => ({ ...aFailure('tls_alert', 'tls_handshake'), detail });
const tooOld = anObservation('tls', {
  id: 'tls/45.0.1.10/443/example.test/old',
  endpoint: at('example.test', 443),
  input: { serverName: 'example.test', newestVersion: 'TLSv1.1' },
  failure: alert('protocol_version'),
});
const agreed = aGreeting(oldClientIds, { data: { protocolVersion: 'TLSv1.2', suite: 0xc02f, group: 0x17 } });
const refused = aGreeting(['windows_7_updated', 'java_8'], { failure: alert('handshake_failure') });

const words = (observations: readonly Observation[]) =>
  unservedOldDevices.evaluate(aFacts({ observations })).map(({ outcome, message: { values } }) => ({
    outcome,
    refused: values?.['refused'],
    served: values?.['served'],
    unknown: values?.['unknown'],
  }));

describe('unserved-old-devices', () => {
  it.each([
    ['is told where one is refused', [agreed, refused], ['failed example.test:443']],
    ['passes where all that is known get in', [agreed], ['passed example.test:443']],
    [
      'cannot tell without an answer',
      [aGreeting(oldClientIds, { failure: aFailure('timed_out', 'tls_handshake') })],
      ['cantTell example.test:443'],
    ],
    ['says nothing where nobody was greeted for', [tooOld], []],
    ['leaves the greeting of a browser alone', [aGreeting(['browser'])], []],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(unservedOldDevices, observations)).toEqual(expected);
  });

  it('tells those apart that know version, suite and curve, and those that are refused as too old', () => {
    expect(words([agreed, tooOld])).toEqual([
      {
        outcome: 'failed',
        served: 'Android 5.0, Android 7.0, iOS 9, Java 8, OpenSSL 1.0.1',
        refused:
          'Android 4.1, Windows 7 (Internet Explorer 8–10, Outlook), OS X 10.8 (Safari 6, Mail), Java 7, OpenSSL 0.9.8',
        unknown: 'Windows 7 (Internet Explorer 11)',
      },
    ]);
  });

  it('takes a refusal of several for one of each, and a choice that one does not know for no word on it', () => {
    const otherCurve = aGreeting(['android_7', 'java_8'], {
      id: 'tls-greeting/b',
      data: { protocolVersion: 'TLSv1.2', suite: 0xc02b, group: 0x19 },
    });
    expect(words([otherCurve])[0]).toMatchObject({ served: 'Java 8', refused: 'none' });
  });
});
