import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../diagnostics/model/observation.ts';
import { ftpPlanner } from '../../../diagnostics/run/plan/ftp-planner.ts';
import { shellPlanner } from '../../../diagnostics/run/plan/shell-planner.ts';
import { services } from '../../../diagnostics/model/vocabulary.ts';
import { fromPublic, aRecord } from '../../support/dns-factories.ts';
import { anObservation, aTarget, type FactsPartial } from '../../support/factories.ts';
import { WEB, lookup, planOf } from '../../support/plan-factories.ts';

describe('FTP and SSH planners', () => {
  const logins = (partial: FactsPartial) =>
    planOf(ftpPlanner, partial).flatMap((job) =>
      job.kind === 'ftp' && job.input.login !== 'none'
        ? [`${job.input.login} ${job.endpoint.address}:${job.endpoint.port}`]
        : [],
    );

  it.each<readonly [string, FactsPartial, readonly string[]]>([
    [
      'to the first IPv4 address',
      { observations: [lookup('ftp.example.test', '45.0.3.5', '45.0.3.6', '2a00::3')] },
      ['anonymous 45.0.3.5:21'],
    ],
    [
      'to IPv6 where there is nothing else',
      { observations: [lookup('ftp.example.test', '2a00::3')] },
      ['anonymous 2a00::3:21'],
    ],
    [
      'to nothing while only IPv6 is known and the lookup runs',
      {
        observations: [
          fromPublic('ftp.example.test', 'AAAA', [aRecord('ftp.example.test', 'AAAA', '2a00::3')]),
        ],
      },
      [],
    ],
    [
      'with the credentials that were given',
      {
        request: { facts: { 'ftp.login': 'given' } },
        observations: [lookup('ftp.example.test', '45.0.3.5')],
      },
      ['given 45.0.3.5:21'],
    ],
    [
      'at a typed address',
      { request: { target: aTarget({ domain: '2a00::3', isAddress: true }) } },
      ['anonymous 2a00::3:21'],
    ],
  ])('give one login %s', (_, partial, expected) => {
    expect(logins(partial)).toEqual(expected);
  });

  const secured = anObservation('ftp', {
    id: 'ftp/45.0.3.5/21',
    endpoint: { name: 'ftp.example.test', address: '45.0.3.5', family: 4, port: 21 },
    data: { connectMs: 1, upgrade: 'done', login: 'not_tried', passive: [], transcript: [] },
  });
  const asked = (request: FactsPartial['request'], observations: readonly Observation[] = [secured]) =>
    planOf(ftpPlanner, {
      ...(request && { request }),
      observations: [lookup('ftp.example.test', '45.0.3.5'), ...observations],
    }).flatMap((job) => (job.kind === 'ftp' ? [{ key: job.key, ...job.input }] : []));

  it('ask for listings only where the person came for file transfer', () => {
    const lists = (request: FactsPartial['request']) =>
      asked(request).flatMap(({ key, lists: wanted }) => (wanted === true ? [key] : []));
    expect(lists({ symptom: 'ftp_cannot_connect' })).toEqual(['ftp/45.0.3.5/21']);
    expect(lists({ services: ['ftp'] })).toEqual(['ftp/45.0.3.5/21']);
    expect(lists({ services: [...services] })).toEqual([]);
  });

  it('ask whether a name is taken in clear only for that symptom, once TLS has worked, and without a password', () => {
    const inClear = (...given: Parameters<typeof asked>) =>
      asked(...given).filter(({ key }) => key.startsWith('ftp-clear/'));
    const symptom = 'ftp_cannot_connect';
    const user = aTarget({ user: 'web4711' });
    expect(inClear({ symptom, target: user })).toEqual([
      {
        key: 'ftp-clear/45.0.3.5/21',
        security: 'plain',
        serverName: 'ftp.example.test',
        login: 'name_only',
        user: 'web4711',
      },
    ]);
    expect(inClear({ symptom })).toMatchObject([{ login: 'name_only' }]);
    expect(inClear({ services: ['ftp'] })).toEqual([]);
    expect(inClear({ symptom }, [])).toEqual([]);
  });

  it('tell no user name that was not typed', () => {
    const users = (user: string | null) =>
      planOf(shellPlanner, {
        request: { target: aTarget({ user }) },
        observations: [lookup('example.test', WEB)],
      }).map((job) => job.kind === 'ssh' && job.input.user);
    expect([users(null), users('anna')]).toEqual([[null], ['anna']]);
  });
});
