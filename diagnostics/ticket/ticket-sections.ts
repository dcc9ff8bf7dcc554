/** What a ticket says, section by section, so that a desk can act at first read. */
import type { Observation } from '../model/observation.ts';
import type { Problem } from '../model/problem.ts';
import type { Report } from '../model/report.ts';
import type { TicketKind } from '../model/ticket.ts';
import { services } from '../model/vocabulary.ts';
import { clauseText, endpointText, evidenceLines } from '../report/describe.ts';
import { inertLine, shorten } from '../report/i18n/inert-text.ts';
import type { Translator } from '../report/i18n/translator.ts';
import { evidenceItems } from '../report/problem-rows.ts';
import { row, type Row } from '../report/rows.ts';
import { scopeRows } from '../report/scope-rows.ts';
import { testedServices } from '../report/text/render-report.ts';

interface Context {
  readonly report: Report;
  readonly problem: Problem;
  readonly kind: TicketKind;
  readonly t: Translator;
}

export function ticketSections(context: Context): readonly Row[] {
  const { kind, t } = context;
  const label = (id: string): string => t.text(`ticket.section.${id}`);
  const common = [...occurrence(context, label), ...verdict(context, label)];
  if (kind === 'self_help')
    return [
      ...what(context, label),
      ...steps(context, label),
      ...verdict(context, label),
      ...help(context),
      ...recheck(context, label),
    ];
  const request =
    kind === 'third_party_letter' ? row('request', label('request'), [t.text('ticket.letter_request')]) : [];
  const scope = kind === 'provider_ticket' ? policy(context, label) : [];
  return [
    ...what(context, label),
    ...common,
    ...scope,
    ...evidence(context, label),
    ...request,
    ...untested(context, label),
    ...seat(context, label),
    ...reference(context, label),
  ];
}

type Label = (id: string) => string;

const what = ({ problem, t }: Context, label: Label): readonly Row[] =>
  row('what', label('what'), [t(problem.headline), t(problem.reason)]);

/** One failure with its exact words, its time in the reader's zone and in UTC, and the server that was really reached. */
function occurrence({ report, problem, t }: Context, label: Label): readonly Row[] {
  const lines = evidenceLines(report, problem.evidence, t);
  const failing =
    lines.find(({ observation }) => observation?.failure !== undefined) ??
    lines.find(({ observation }) => observation);
  const observation = failing?.observation;
  return [
    ...row('error', label('error'), [observation ? errorText(observation, failing.excerpt) : '']),
    ...row('time', label('time'), [observation ? timeText(observation.startedAt, t) : '']),
    ...row('server', label('server'), [
      observation ? endpointText(observation, t) : inertLine(problem.subject),
    ]),
  ];
}

function timeText(time: string, t: Translator): string {
  const [local, utc] = [t.dateTime(time), t.dateTimeUtc(time)];
  return local === utc ? utc : t.text('ticket.time_of_failure', { local, utc });
}

function errorText(observation: Observation, excerpt: string): string {
  const { failure } = observation;
  if (failure === undefined) return excerpt;
  return shorten(
    inertLine(
      [`${failure.code} (${failure.operation})`, failure.detail].filter((part) => part !== '').join(': '),
    ),
    400,
  );
}

const verdict = ({ problem, t }: Context, label: Label): readonly Row[] => [
  ...row('verdict', label('verdict'), [
    t.text(`report.side.${problem.faultDomain}`),
    t.text(`report.confidence.${problem.confidence}`),
  ]),
  ...row('limits', t.text('report.label.limits'), [t(problem.limits)]),
];

function policy({ problem, t }: Context, label: Label): readonly Row[] {
  const { scope } = problem;
  return row('policy', label('policy'), [
    t.text(`report.decision.${scope.decision}`),
    clauseText(scope, t) ?? '',
  ]);
}

const evidence = ({ report, problem, t }: Context, label: Label): readonly Row[] => [
  ...row('evidence', label('evidence'), [], evidenceItems(report, problem.evidence, t)),
  ...row(
    'excluded',
    label('excluded'),
    [],
    problem.rivals.filter(({ excluded }) => excluded).map(({ because }) => t(because)),
  ),
  ...row('against', label('against'), [], evidenceItems(report, problem.evidenceAgainst, t)),
];

function untested({ report, problem, t }: Context, label: Label): readonly Row[] {
  const answered = testedServices(report);
  const missing = services
    .filter((service) => !answered.includes(service))
    .map((service) => t.text(`report.area.${service}`));
  return row(
    'untested',
    label('untested'),
    missing.length === 0 ? [] : [t.text('ticket.not_tested', { list: missing.join(', ') })],
    problem.missingControls.map(({ how }) => t(how)),
  );
}

/** Where the measurements were made from. */
function seat({ report, t }: Context, label: Label): readonly Row[] {
  const { vantage } = report;
  const state = (family: 'ipv4' | 'ipv6'): string => t.text(`ticket.family.${vantage[family]}`);
  const marks = vantage.stamps.map((stamp) => t.text(`ticket.stamp.${stamp}`));
  return row(
    'seat',
    label('seat'),
    [
      t.text('ticket.seat', {
        ipv4: state('ipv4'),
        ipv6: state('ipv6'),
        resolvers: vantage.resolvers.join(', ') || '–',
        platform: vantage.platform,
      }),
    ],
    marks,
  );
}

const reference = ({ report, t }: Context, label: Label): readonly Row[] =>
  row('reference', label('reference'), [
    t.text('ticket.reference', {
      id: report.id,
      version: report.tool.version,
      rules: report.tool.rules,
      time: t.dateTimeUtc(report.finishedAt),
    }),
  ]);

const steps = ({ problem, t }: Context, label: Label): readonly Row[] =>
  row(
    'steps',
    label('steps'),
    [t(problem.nextStep)],
    problem.missingControls.map(({ how }) => t(how)),
  );

/** What the provider would do about it after all, and for how much. */
const help = ({ problem, t }: Context): readonly Row[] =>
  scopeRows(problem.scope, t).filter(({ id }) =>
    ['scope', 'conditions', 'first_step', 'cost', 'channel'].includes(id),
  );

function recheck({ report, problem, t }: Context, label: Label): readonly Row[] {
  const service = problem.service === null ? '' : ` --service ${problem.service}`;
  return row('recheck', label('recheck'), [
    t.text('ticket.recheck', { command: `faultline check ${report.request.target.domain}${service}` }),
  ]);
}
