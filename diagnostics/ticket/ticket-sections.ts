/** What a ticket for the hosting provider says, section by section, so that its desk can act at first read. */
import { services } from '../model/vocabulary.ts';
import { clauseText } from '../report/describe.ts';
import { evidenceItems } from '../report/problem-rows.ts';
import { row, type Row } from '../report/rows.ts';
import { scopeRows } from '../report/scope-rows.ts';
import { testedServices } from '../report/text/render-report.ts';
import { guideSections } from './guide-sections.ts';
import { letterSections } from './letter-sections.ts';
import { occurrence, reference, seat, sectionRow, sure, type SectionContext } from './section-parts.ts';

export function ticketSections(context: SectionContext): readonly Row[] {
  if (context.kind === 'self_help') return guideSections(context);
  if (context.kind === 'third_party_letter') return letterSections(context);
  return [
    ...what(context),
    ...occurrence(context),
    ...verdict(context),
    ...policy(context),
    ...evidence(context),
    ...untested(context),
    ...seat(context),
    ...reference(context),
  ];
}

const what = (context: SectionContext): readonly Row[] => {
  const { problem, t } = context;
  // These sentences speak to the customer; the desk reads them with that in mind.
  return row('what', t.text('ticket.section.what_told'), [t(problem.headline), t(problem.reason)]);
};

const verdict = (context: SectionContext): readonly Row[] => {
  const { problem, t } = context;
  return [
    ...sectionRow(context, 'verdict', [t.text(`ticket.side.${problem.faultDomain}`), sure(context)]),
    ...row('limits', t.text('report.label.limits'), [t(problem.limits)]),
  ];
};

function policy(context: SectionContext): readonly Row[] {
  const { problem, t } = context;
  const { scope } = problem;
  // What the policy promises and owes is asked for here; a promise without a time and a credit without a figure are no claim.
  const owed = {
    ...scope,
    promises: scope.promises.filter(({ due }) => due !== null),
    slaCredit: (scope.slaCredit?.percent ?? null) === null ? null : scope.slaCredit,
  };
  return [
    ...sectionRow(context, 'policy', [
      t.text(`report.decision.${scope.decision}`),
      clauseText(scope, t) ?? '',
    ]),
    ...scopeRows(owed, t).filter(({ id }) => id === 'promises' || id === 'credit'),
  ];
}

const evidence = (context: SectionContext): readonly Row[] => {
  const { report, problem, t } = context;
  const excluded = problem.rivals.filter((rival) => rival.excluded).map(({ because }) => t(because));
  return [
    ...sectionRow(context, 'evidence', [], evidenceItems(report, problem.evidence, t)),
    ...sectionRow(context, 'excluded', [], excluded),
    ...sectionRow(context, 'against', [], evidenceItems(report, problem.evidenceAgainst, t)),
  ];
};

function untested(context: SectionContext): readonly Row[] {
  const { report, problem, t } = context;
  const answered = testedServices(report);
  const missing = services
    .filter((service) => !answered.includes(service))
    .map((service) => t.text(`report.area.${service}`));
  return sectionRow(
    context,
    'untested',
    missing.length === 0 ? [] : [t.text('ticket.not_tested', { list: missing.join(', ') })],
    problem.missingControls.map(({ how }) => t(how)),
  );
}
