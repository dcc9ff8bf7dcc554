import { describe, expect, it } from 'vitest';
import { phoneCodeOf } from '../../../diagnostics/report/phone-code.ts';
import { writeBundle } from '../../../diagnostics/report/bundle/write-bundle.ts';
import type { Report } from '../../../diagnostics/model/report.ts';
import type { Ticket } from '../../../diagnostics/model/ticket.ts';
import { sampleProblem, sampleReport } from '../../diagnostics/report/sample-report.ts';
import { judge } from '../../../diagnostics/run/judge.ts';
import { HOST } from '../../support/attribution-factories.ts';
import { aRecord, fromServer, NS1 } from '../../support/dns-factories.ts';
import { aNetworkData, aTarget } from '../../support/factories.ts';
import { anchorsOf } from '../../support/network-factories.ts';
import { atHome } from '../../support/view-factories.ts';
import { cli, writeFile } from './test-cli.ts';

const problem = sampleProblem({ rule: 'R55' });
const code = phoneCodeOf(problem)!;
const said = {
  rule: 'R55',
  rootCause: problem.rootCause,
  faultDomain: problem.faultDomain,
  side: problem.side,
  confidence: problem.confidence,
  rivalOpen: false,
  decision: problem.scope.decision,
};

describe('faultline code', () => {
  it('tells what was found, whose side, how sure, and whether it is covered', async () => {
    const { code: exit, stdout } = await cli(['code', code, '--lang', 'nl']);
    expect({ exit, stdout }).toEqual({
      exit: 0,
      stdout: [
        'Gevonden        certificaat verlopen (regel R55)',
        'Aan welke kant  De kant van de hostingprovider.',
        'Hoe zeker       Bewezen: de doorslaggevende meting is gedaan en sluit de andere verklaringen uit.',
        'Ondersteuning   Gedekt, zoals de Faultline van de klant het beleid las.',
        '',
        'Antwoord',
        'De test vond het volgende: certificaat verlopen. De oorzaak ligt in de hosting bij uw hostingprovider; dat is bewezen.',
        '',
        'Dit valt onder de support bij uw hostingprovider.',
        '',
        'Uw hostingprovider zorgt ervoor. Stuur ook het rapport mee: daarin staan de metingen.',
        '',
      ].join('\n'),
    });
  });

  it('takes it as people type it, and gives the same as JSON', async () => {
    const typed = code.toLowerCase().replace('-', ' ').split(' ');
    const { stdout } = await cli(['code', ...typed, '--format', 'json']);
    expect(JSON.parse(stdout)).toEqual({
      schemaVersion: 1,
      code,
      meaning: said,
      reply: expect.objectContaining({ language: 'en', report: null, phoneCode: code }) as unknown,
    });
  });

  it('answers by the policy of the provider and product that the desk names', async () => {
    const { stdout } = await cli(['code', code, '--provider', 'kenotronix', '--product', 'vps']);
    expect(stdout).toMatch(/The policy says: “.+” \(.+, section .+\)/u);
  });

  it.each([
    ['6MK3-RFF5', 'a character is wrong, or two are swapped'],
    ['6MK3', 'A code has 8 characters, this one has 4'],
    ['6MK3-RFFO', '“O” never occurs in a code'],
  ])('says of %s why it is refused', async (typed, words) => {
    const { code: exit, stdout, stderr } = await cli(['code', typed]);
    expect({ exit, stdout, said: stderr.includes(words) }).toEqual({ exit: 2, stdout: '', said: true });
  });
});

describe('the code of a problem', () => {
  const file = async (report: Report): Promise<string> =>
    writeFile('coded.faultline', await writeBundle(report, { summary: '', tickets: [] }));

  it('stands in the JSON and in the text of every verdict', async () => {
    const request = { ...sampleReport().request, provider: null, target: aTarget() };
    const observations = [
      atHome,
      ...anchorsOf(4),
      fromServer(NS1, HOST, 'A', [aRecord(HOST, 'A', '192.168.1.10')]),
    ];
    const report = await file(sampleReport({ request, observations, networkData: aNetworkData() }));
    const json = JSON.parse(
      (await cli(['judge', report, '--format', 'json'], { engine: { judge } })).stdout,
    ) as Report;
    const text = (await cli(['judge', report, '--lang', 'en'], { engine: { judge } })).stdout;
    const written = [...text.matchAll(/Phone code +(\S+)/gu)].map(([, each]) => each);
    expect(json.problems.length).toBeGreaterThan(0);
    expect({ json: json.problems.map((each) => each.phoneCode), written }).toEqual({
      json: json.problems.map(phoneCodeOf),
      written: json.problems.map(phoneCodeOf),
    });
  });

  it('stands in the ticket for the desk and in its JSON', async () => {
    const report = await file(sampleReport({ problems: [problem] }));
    const json = JSON.parse((await cli(['ticket', report, '--format', 'json'])).stdout) as Ticket;
    const text = (await cli(['ticket', report])).stdout;
    expect([json.problem.phoneCode, text.includes(`Code for the telephone: ${code}`)]).toEqual([code, true]);
  });
});
