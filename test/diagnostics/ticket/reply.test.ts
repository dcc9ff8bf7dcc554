import { readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { message, type Message } from '../../../diagnostics/model/message.ts';
import type { Problem } from '../../../diagnostics/model/problem.ts';
import type { Reply } from '../../../diagnostics/model/reply.ts';
import { replySchema } from '../../../diagnostics/model/reply.ts';
import { rootCauses } from '../../../diagnostics/model/root-causes.ts';
import { decisionSchema, type ScopeDecision } from '../../../diagnostics/model/scope.ts';
import { languages, sideOf, type FaultDomain, type Language } from '../../../diagnostics/model/vocabulary.ts';
import { findingNumbers } from '../../../diagnostics/report/phone-code-table.ts';
import { phoneCodeOf, readPhoneCode } from '../../../diagnostics/report/phone-code.ts';
import type { ProviderPack } from '../../../diagnostics/scope/pack-schema.ts';
import { decideCode, replyToCode } from '../../../diagnostics/ticket/reply-to-code.ts';
import { renderReply } from '../../../diagnostics/ticket/render-reply.ts';
import { replyTo } from '../../../diagnostics/ticket/reply.ts';
import { aRival, sampleProblem, sampleReport, sampleScope } from '../report/sample-report.ts';
import { translatorOf } from '../report/translators.ts';

const pack = {
  id: 'example-hosting',
  name: 'Infomaniak',
  products: [],
  hours: [],
} as unknown as ProviderPack;
const translators = { en: translatorOf('en'), fr: translatorOf('fr'), nl: translatorOf('nl') };
const read = (area: string): Record<string, string> =>
  JSON.parse(
    readFileSync(new URL(`../../../resources/locales/${area}.en.json`, import.meta.url), 'utf8'),
  ) as Record<string, string>;
const causes = read('attribution');

interface SyntaxNode {
  readonly type: number;
  readonly value?: unknown;
  readonly options?: Record<string, { readonly value: readonly SyntaxNode[] }>;
}
const isText = (type: number): boolean => type === 0 || type === 7;

/** A value for every place of a sentence, in the order of the syntax tree: 1 text, 2 number, 3 date, 4 time, 5 select, 6 plural. */
function valuesFor(nodes: readonly SyntaxNode[]): [string, string | number][] {
  return nodes.flatMap((node) => {
    const inner = Object.values(node.options ?? {}).flatMap((branch) => valuesFor(branch.value));
    if (isText(node.type)) return inner;
    const name = String(node.value);
    const value =
      node.type === 2 || node.type === 6
        ? 2
        : node.type === 3 || node.type === 4
          ? '2026-03-02T10:00:00.000Z'
          : 'tickets.example.test';
    return [[name, value] as [string, string | number], ...inner];
  });
}
const filled = (key: string): Message =>
  message(
    key,
    Object.fromEntries(
      valuesFor(
        new IntlMessageFormat(causes[key]!, 'en', undefined, { ignoreTag: true }).getAst() as SyntaxNode[],
      ),
    ),
  );

/** Every wording of every root cause, with every domain for which it knows a next step. */
const verdicts = Object.keys(causes).flatMap((key) => {
  const [, stem, domain] = /^cause\.(.+)\.next\.([a-z_]+)$/u.exec(key) ?? [];
  if (stem === undefined || domain === undefined) return [];
  const rootCause = Object.keys(rootCauses)
    .filter((each) => stem === each || stem.startsWith(`${each}.`))
    .sort((a, b) => b.length - a.length)[0]!;
  return [{ stem, rootCause, faultDomain: domain as FaultDomain, nextStep: filled(key) }];
});
const hows = Object.keys(causes).filter((key) => key.endsWith('.how'));

const scopeFor = (decision: ScopeDecision['decision'], responsible: ScopeDecision['responsible']) =>
  sampleScope({
    decision,
    responsible,
    clause: decision === 'no_policy' || decision === 'unmentioned' ? null : sampleScope().clause,
    cost:
      decision === 'billable'
        ? { text: { en: 'per hour', fr: 'par heure', nl: 'per uur' }, amount: 90, currency: 'EUR' }
        : null,
    conditions:
      decision === 'conditional' ? [{ en: 'Only by day.', fr: 'De jour.', nl: 'Alleen overdag.' }] : [],
  });

const problemFor = (
  { stem, rootCause, faultDomain, nextStep }: (typeof verdicts)[number],
  confidence: Problem['confidence'],
  scope: ScopeDecision,
  how = 'rival.only_from_here.how',
): Problem =>
  sampleProblem({
    rootCause,
    faultDomain,
    side: sideOf[faultDomain],
    confidence,
    scope,
    nextStep,
    headline: filled(`cause.${stem}.headline`),
    missingControls: confidence === 'possible' ? [{ control: 'C5', how: filled(how) }] : [],
  });

const partOf = (reply: Reply, id: string): string =>
  reply.parts
    .filter((part) => part.id === id)
    .map(({ text, items }) => [text, ...items].join(' '))
    .join(' ');

const forbidden: readonly (readonly [string, RegExp])[] = [
  ['an empty place', /\{|\}|undefined|null|NaN|\[object/u],
  ['a key of ours', /(?:^|[\s:])(?:cause|reply|report|rival|question|ticket|in_reply)\.[a-z]/u],
  ['the ticket of the customer’s own window', /(?<![\w.@-])tickets?(?![\w@-]|\.\w)/iu],
  ['an option to type', /(?:^|\s)--[a-z]/u],
  ['a command to type', /faultline (?:check|judge|compare|ticket|demo)/u],
  ['the start page of the window', /start page|page de départ|startpagina/iu],
  ['your provider, where its name is known', /your hosting provider|votre hébergeur|uw hostingprovider/iu],
  ['an article before a vowel', /\bde Infomaniak/u],
  ['a familiar form', /\b(?:je|jij|jouw)\b(?! )|\b(?:tu|toi|ton) /iu],
  ['a greeting', /^(?:hello|dear|bonjour|cher|beste|hallo)/iu],
  ['two spaces', / {2}/u],
];
const promise: Readonly<Record<Language, RegExp>> = {
  en: /takes care of it|this is proven|most likely/u,
  fr: /s’en occupe|; c’est prouvé|très probablement/u,
  nl: /zorgt ervoor|; dat is bewezen|zeer waarschijnlijk/u,
};
/** Each kind of fault once, with the first reply that shows it. */
function noted(faults: Map<string, string>, found: readonly string[], where: string, reply: Reply): void {
  for (const fault of found)
    if (!faults.has(fault)) faults.set(fault, `${where}\n${renderReply(reply, 'text')}`);
}
const responsibles = {
  customer: 'customer',
  provider: 'provider',
  undetermined: 'provider',
  third_party: 'third_party',
  network_path: 'access_provider',
} as const;
const isBlank = (text: string): boolean => text.trim() === '';

function faultsOf(reply: Reply, problem: Problem): readonly string[] {
  const text = renderReply(reply, 'text').trim();
  const { decision } = problem.scope;
  const isOpen = problem.confidence === 'possible' || problem.side === 'undetermined';
  return [
    ...forbidden.filter(([, pattern]) => pattern.test(text)).map(([name]) => name),
    ...['found', 'side', 'coverage', 'next']
      .filter((id) => isBlank(partOf(reply, id)))
      .map((id) => `no ${id}`),
    ...(isOpen && promise[reply.language].test(text) ? ['promises more than the verdict'] : []),
    ...(decision === 'not_supported' && partOf(reply, 'due') !== ''
      ? ['a due time for what is not covered']
      : []),
    ...(decision === 'not_supported' && promise[reply.language].test(partOf(reply, 'next'))
      ? ['does what is not covered']
      : []),
    ...((decision === 'billable') !== (partOf(reply, 'cost') !== '')
      ? ['a price where none is due, or none where one is']
      : []),
    ...((problem.scope.clause !== null) !== (partOf(reply, 'clause') !== '') ? ['no clause'] : []),
  ];
}

describe.each(languages)('a reply in %s', (language) => {
  const t = translators[language];
  const options = { t, pack };

  it('is complete and does not contradict itself, for every wording, domain, confidence, decision and responsible', () => {
    const faults = new Map<string, string>();
    let made = 0;
    for (const verdict of verdicts) {
      for (const confidence of verdict.faultDomain === 'undetermined'
        ? (['possible'] as const)
        : (['possible', 'proven'] as const)) {
        for (const decision of decisionSchema.options) {
          for (const responsible of [responsibles[sideOf[verdict.faultDomain]], 'unknown'] as const) {
            const problem = problemFor(verdict, confidence, scopeFor(decision, responsible));
            const reply = replyTo(sampleReport({ problems: [problem] }), 0, options);
            made += 1;
            noted(
              faults,
              faultsOf(reply, problem),
              `${verdict.stem} ${verdict.faultDomain} ${confidence} ${decision} ${responsible}`,
              reply,
            );
          }
        }
      }
    }
    expect([...faults]).toEqual([]);
    expect(made).toBeGreaterThan(5_000);
  }, 240_000);

  it('asks nothing that needs a terminal or the provider, whatever would make the verdict surer', () => {
    const verdict = verdicts.find(({ faultDomain }) => faultDomain === 'undetermined')!;
    const faults = new Map<string, string>();
    for (const how of hows) {
      const problem = problemFor(verdict, 'possible', scopeFor('supported', 'provider'), how);
      const reply = replyTo(sampleReport({ problems: [problem] }), 0, options);
      noted(faults, faultsOf(reply, problem), how, reply);
    }
    expect([...faults]).toEqual([]);
  });

  it('answers every code', () => {
    const faults = new Map<string, string>();
    for (const [finding] of Object.entries(findingNumbers)) {
      const [rule = '', rootCause = ''] = finding.split(' ');
      for (const faultDomain of [
        'hosting_provider',
        'customer_device',
        'mail_operator',
        'undetermined',
      ] as const) {
        for (const decision of decisionSchema.options) {
          const confidence = faultDomain === 'undetermined' ? 'possible' : 'likely';
          const code = phoneCodeOf({
            rule,
            rootCause,
            faultDomain,
            confidence,
            rivals: [],
            scope: { decision },
          })!;
          const meant = readPhoneCode(code);
          if (!meant.ok) throw new Error(code);
          const scope = decideCode(meant.meaning, null, { now: '2026-03-02T10:00:00.000Z' });
          const reply = replyToCode(meant.meaning, scope, options);
          const problem = sampleProblem({ faultDomain, side: sideOf[faultDomain], confidence, scope });
          noted(faults, faultsOf(reply, problem), `${finding} ${faultDomain} ${decision}`, reply);
          expect(reply.phoneCode).toBe(code);
        }
      }
    }
    expect([...faults]).toEqual([]);
  });

  it.each([
    ['nothing open', true],
    ['a rival open', false],
  ])('keeps the code of a proof with %s', (_story, excluded) => {
    const code = phoneCodeOf(sampleProblem({ rule: 'R55', rivals: [aRival(excluded)] }))!;
    const meant = readPhoneCode(code);
    if (!meant.ok) throw new Error(code);
    const scope = decideCode(meant.meaning, null, { now: '2026-03-02T10:00:00.000Z' });
    expect(replyToCode(meant.meaning, scope, options).phoneCode).toBe(code);
  });
});

describe('what a reply says', () => {
  const t = translators.en;
  const text = (problem: Problem, language: Language = 'en', of: ProviderPack | null = pack): string =>
    renderReply(
      replyTo(sampleReport({ problems: [problem] }), 0, { t: translators[language], pack: of }),
      'text',
    );

  it('tells what was found, whose side and how sure, the clause, the next step and the due time', () => {
    expect(text(sampleProblem())).toBe(
      [
        'The test of 21 November 2026 at 14:03:10 CET shows: The certificate of www.example.test expired on 1 November. The cause lies in the hosting at Infomaniak; this is proven.',
        '',
        'The support at Infomaniak covers this. The policy says: “We renew certificates that we issued.” (Support policy, section 3.2).',
        '',
        'Infomaniak takes care of it. A first answer from Infomaniak is due by 21 November 2026 at 16:00:00 CET.',
        '',
      ].join('\n'),
    );
  });

  it('names a provider without a pack as the customer does', () => {
    expect(text(sampleProblem(), 'nl', null)).toContain(
      'De oorzaak ligt in de hosting bij uw hostingprovider; dat is bewezen.',
    );
  });

  it('asks for what decides the coverage, in the provider’s words', () => {
    const scope = sampleScope({
      decision: 'conditional',
      firstAnswerDue: null,
      missingFacts: [
        {
          key: 'managed',
          question: { en: 'Is the server managed?', nl: 'Is de server beheerd?' },
          values: ['yes', 'no'],
          affects: 'decision',
        },
        { key: 'price', question: { en: 'What do you pay?' }, values: [], affects: 'credit' },
      ],
    });
    expect(text(sampleProblem({ scope }), 'nl')).toContain(
      'Laat ons weten:\n- Is de server beheerd? (ja / nee)\n',
    );
    expect(text(sampleProblem({ scope }))).not.toContain('What do you pay?');
  });

  it('leaves to the desk what only the provider can look up', () => {
    const missingControls = [
      {
        control: 'C9',
        how: message('question.address_blocked.how', { options: '--fact address_blocked=yes' }),
      },
      {
        control: 'C5',
        how: message('question.works_elsewhere.how', { options: '--fact works_elsewhere=yes' }),
      },
    ] as const;
    const problem = sampleProblem({ confidence: 'possible', missingControls });
    const reply = replyTo(sampleReport({ problems: [problem] }), 0, { t, pack });
    expect(reply.forDesk).toEqual(['Is your address shut out by a firewall of the server?']);
    expect(reply.parts.find(({ id }) => id === 'ask')?.items).toEqual([
      'Does it work from another connection, such as a phone’s hotspot? (yes, it works from there / no, it fails there as well)',
    ]);
  });

  it.each([
    ['healthy', /nothing wrong was found.*run the same test at that moment/isu],
    ['could_not_diagnose', /no diagnosis was possible.*when this computer is online/isu],
    ['incomplete', /not everything.*to its end once more/isu],
  ] as const)('answers a report without problems (%s)', (status, words) => {
    const reply = replyTo(sampleReport({ status, problems: [], findings: [] }), 0, { t, pack: null });
    expect(renderReply(reply, 'text')).toMatch(words);
    expect(replySchema.parse(reply)).toEqual(reply);
  });

  it('is safe in Markdown and in a table, whatever a server called itself', () => {
    const problem = sampleProblem({
      headline: message('cause.tls.certificate.expired.headline', {
        host: '[click](https://evil.test) <script>',
        subject: '=1+1',
        day: '2026-11-01T00:00:00.000Z',
        notAfter: '2026-11-01T00:00:00.000Z',
      }),
    });
    const reply = replyTo(sampleReport({ problems: [problem] }), 0, { t, pack });
    expect(renderReply(reply, 'md')).not.toMatch(/(?<!\\)\]\(|<script/u);
    expect(replySchema.parse(JSON.parse(renderReply(reply, 'json')))).toEqual(reply);
  });
});
