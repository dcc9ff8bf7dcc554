import { describe, expect, it } from 'vitest';
import { redirectedMailPort } from '../../../../diagnostics/checks/mail/redirected-mail-port.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aMailDialogue, aSession, at } from '../../../support/service-factories.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';

const greets = (name: string, tls = {}): Observation =>
  aMailDialogue('smtp', 25, { greeting: `220 ${name} ESMTP`, upgrade: 'not_offered', ...tls });
const neutral = (operator: string, name: string): Observation =>
  aMailDialogue(
    'smtp',
    25,
    { greeting: `220 ${name} ESMTP` },
    {
      id: `smtp/${operator}`,
      control: 'C2',
      endpoint: { ...at(`mx.${operator}.test`, 25, `45.0.4.${operator.length}`), operator },
    },
  );
const relay = 'relay.access.test';

describe('redirected-mail-port', () => {
  it('fails when servers of two other operators greet by the same name', () => {
    expect(
      judgeAll(redirectedMailPort, [greets(relay), neutral('alpha', relay), neutral('beta', relay)]),
    ).toEqual(['failed mail.example.test:25']);
  });

  it.each([
    ['they greet by names of their own', greets('cluster7.hoster.test'), 'mx.alpha.test', 'mx.beta.test'],
    ['one greets by a name of its own', greets(relay), relay, 'mx.beta.test'],
    [
      'a certificate says that it is the right server',
      greets(relay, { tls: aSession({ dnsNames: ['mail.example.test'] }) }),
      relay,
      relay,
    ],
  ])('passes when %s', (_, own, first, second) => {
    expect(judgeAll(redirectedMailPort, [own, neutral('alpha', first), neutral('beta', second)])).toEqual([
      'passed mail.example.test:25',
    ]);
  });

  it('says nothing where fewer than two others were asked', () => {
    expect(judgeAll(redirectedMailPort, [greets(relay), neutral('alpha', relay)])).toEqual([]);
  });
});
