/** Steps for the person whose side it is: what is wrong, what to do, how to check again, and when the desk would help after all. */
import type { Problem } from '../model/problem.ts';
import type { Report } from '../model/report.ts';
import { row, type Row } from '../report/rows.ts';
import { scopeRows } from '../report/scope-rows.ts';
import { sectionRow, sure, type SectionContext } from './section-parts.ts';

export function guideSections(context: SectionContext): readonly Row[] {
  const { problem, t } = context;
  return [
    ...sectionRow(context, 'what', [t(problem.headline), t(problem.reason)]),
    ...sectionRow(
      context,
      'steps',
      [t(problem.nextStep)],
      problem.missingControls.map(({ how }) => t(how)),
    ),
    ...sectionRow(context, 'recheck', [
      t.text('ticket.recheck', { command: recheckCommand(context.report, problem) }),
    ]),
    ...sectionRow(context, 'verdict', [t.text(`report.side.${problem.faultDomain}`), sure(context)]),
    ...row('limits', t.text('report.label.limits'), [t(problem.limits)]),
    ...help(context),
  ];
}

/** What the provider would do about it after all, and for how much; its contact only where it would. */
function help({ problem, pack, t }: SectionContext): readonly Row[] {
  const { scope } = problem;
  const wouldHelp =
    scope.decision !== 'not_supported' && scope.decision !== 'no_policy' && scope.decision !== 'unmentioned';
  const shown = wouldHelp
    ? ['scope', 'conditions', 'first_step', 'who_may_ask', 'cost', 'channel']
    : ['scope'];
  const charges = pack?.ticket.acceptCharges;
  const tick =
    scope.decision === 'billable' && charges
      ? t.text('ticket.advice', { text: t.localized(charges.text), section: charges.section })
      : '';
  return [
    ...scopeRows(scope, t).filter(({ id }) => shown.includes(id)),
    ...row('accept_charges', t.text('ticket.section.accept_charges'), [tick]),
  ];
}

const plain = /^[A-Za-z0-9._:-]{1,255}$/u;

/** The command that measures just this again. Values come from a file that may be anybody's: what a shell could read otherwise is left out. */
function recheckCommand({ request }: Report, problem: Problem): string {
  const option = (name: string, value: string | null | undefined): readonly string[] =>
    value !== null && value !== undefined && plain.test(value) ? [`--${name} ${value}`] : [];
  return [
    'faultline check',
    plain.test(request.target.domain) ? request.target.domain : '…',
    ...option('service', problem.service),
    ...request.hosts.flatMap((host) => option('host', host)),
    ...option('provider', request.provider),
    ...option('product', request.product),
    ...option('tier', request.tier),
  ].join(' ');
}
