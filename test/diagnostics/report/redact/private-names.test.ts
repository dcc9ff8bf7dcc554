import { describe, expect, it } from 'vitest';
import { createPrivateNames, withNamesOfView } from '../../../../diagnostics/report/redact/private-names.ts';
import { createRedactor } from '../../../../diagnostics/report/redact/redactor.ts';
import { redactReport } from '../../../../diagnostics/report/redact/redact.ts';
import { sampleObservations, sampleReport } from '../sample-report.ts';

const noPerson = { localUser: null };

describe('pseudonyms', () => {
  it('are the same in every redactor that shares them, whatever the case', () => {
    const names = createPrivateNames();
    const [events, report] = [createRedactor({ ...noPerson, names }), createRedactor({ ...noPerson, names })];
    expect(events.redact('550 jan@example.test unknown', '')).toBe('550 mailbox-1@example.test unknown');
    expect(report.redact(['eva@example.test', 'JAN@example.test'], '')).toEqual([
      'mailbox-2@example.test',
      'mailbox-1@example.test',
    ]);
    expect(names.entries()).toEqual({ 'mailbox-1': 'jan@example.test', 'mailbox-2': 'eva@example.test' });
  });

  it('of another report are nobody else’s', () => {
    const redactor = createRedactor(noPerson);
    expect(redactor.redact(['mailbox-1@example.test', 'jan@example.test'], '')).toEqual([
      'mailbox-1@example.test',
      'mailbox-2@example.test',
    ]);
  });

  it('of a report that is laid beside ours are marked as its own', () => {
    const said = [{ text: '550 mailbox-1@example.test, mailbox-12@example.test' }];
    expect(withNamesOfView(said, 2)).toEqual([
      { text: '550 mailbox-2001@example.test, mailbox-2012@example.test' },
    ]);
  });

  it('continue those that a stored report has, wherever in it they stand', () => {
    const observation = { ...sampleObservations[1]!, id: 'smtp mailbox-1@example.test' };
    const report = sampleReport({ observations: [observation as (typeof sampleObservations)[number]] });
    const target = { ...report.request.target, typed: 'eva@example.test' };
    const clean = redactReport({ ...report, request: { ...report.request, target } });
    expect(clean.request.target.typed).toBe('mailbox-2@example.test');
  });
});

describe('the name of this computer', () => {
  const redactor = (localHost: string, keep: readonly string[] = []) =>
    createRedactor({ ...noPerson, localHost, keep });

  it.each([
    ['annas-laptop', '250 Hello annas-laptop [203.0.113.9]', '250 Hello <computer> [203.0.113.9]'],
    ['annas-laptop', 'proxy ANNAS-LAPTOP.fritz.box:3128', 'proxy <computer>:3128'],
    ['pc17.office.example.org', 'from pc17.office.example.org by', 'from <computer> by'],
    ['pc17.office.example.org', 'pc17 said', '<computer> said'],
  ])('%s is taken out of %j', (name, text, clean) => {
    expect(redactor(name).redact(text, '')).toBe(clean);
  });

  it.each([
    ['ns17', 'ns17.example.test'],
    ['annas-laptop', 'annas-laptop-2'],
    ['annas-laptop', 'https://annas-laptop.example.org/'],
    ['mail', '220 mail ready'],
    ['web', 'web'],
  ])('%s leaves %j alone', (name, text) => {
    expect(redactor(name).redact(text, '')).toBe(text);
  });

  it('stays where the report is about this very computer', () => {
    expect(redactor('bakery', ['bakery.example.test']).redact('220 bakery ESMTP', '')).toBe(
      '220 bakery ESMTP',
    );
  });
});
