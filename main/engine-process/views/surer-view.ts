/** What would make a verdict surer, with what the window can do about it: an answer, a look from elsewhere, a second report, one more run. */
import { inertLine, type Translator } from '../../../diagnostics/index.ts';
import type { MissingControl, Problem } from '../../../diagnostics/model/problem.ts';
import { questions, type QuestionId } from '../../../diagnostics/model/questions.ts';
import type { Report } from '../../../diagnostics/model/report.ts';
import type { SurerView } from '../../contract/views.ts';

export const surerViews = (report: Report, problem: Problem, t: Translator): readonly SurerView[] => [
  ...problem.missingControls.map((missing) => surerView(report, problem, missing, t)),
  ...factViews(problem, t),
];

function surerView(
  report: Report,
  problem: Problem,
  { control, how }: MissingControl,
  t: Translator,
): SurerView {
  return { text: t(how), action: answerFor(how.key, t) ?? actionFor(control, report, problem) };
}

/** Controls that are a question of their own, and those whose words ask for an answer. */
const asking: Readonly<Record<string, QuestionId>> = {
  'rival.network_wide_block.how': 'address_blocked',
  'rival.one_address_filtered.how': 'address_blocked',
  'rival.program_signs_in_by_browser.how': 'app_error',
};

function answerFor(key: string, t: Translator): SurerView['action'] {
  if (key === 'rival.who_keeps_the_certificate.how')
    return {
      type: 'answer',
      question: 'certificate.bought_from',
      text: t.text('app.certificate_from.text'),
      values: ['provider', 'other'].map((id) => ({ id, label: t.text(`app.certificate_from.${id}`) })),
    };
  const id = /^question\.(\w+)\.how$/u.exec(key)?.[1] ?? asking[key];
  if (id === undefined || !Object.hasOwn(questions, id)) return null;
  const question = id as QuestionId;
  return {
    type: 'answer',
    question,
    text: t.text(`question.${question}.text`),
    values: valuesOf(question, t),
  };
}

const valuesOf = (question: QuestionId, t: Translator) =>
  questions[question].values.map((id) => ({ id, label: t.text(`question.${question}.value.${id}`) }));

function actionFor(
  control: MissingControl['control'],
  report: Report,
  problem: Problem,
): SurerView['action'] {
  switch (control) {
    case 'C5':
      return canLookFromOutside(report, problem) ? { type: 'outside_view' } : { type: 'second_report' };
    case 'C9':
      return null; // what a provider knows is asked for outside
    default:
      return { type: 'repeat' };
  }
}

/** Stations elsewhere try ports: only where a connection of this problem never stood, and not twice. */
function canLookFromOutside({ request, networkData, observations }: Report, { evidence }: Problem): boolean {
  if (request.outsideView === true || (networkData.outsideViews ?? []).length === 0) return false;
  const named = new Set(evidence.map(({ observation }) => observation));
  return observations.some(
    (each) =>
      named.has(each.id) &&
      each.control === undefined &&
      each.endpoint.port !== undefined &&
      each.failure?.operation === 'connect',
  );
}

/** Facts that the policy asks for before it decides. Free text, numbers and times are asked for in the ticket. */
const factViews = ({ scope }: Problem, t: Translator): readonly SurerView[] =>
  scope.missingFacts
    .filter(({ values, key }) => values.length > 0 && key !== 'product' && key !== 'tier')
    .map(({ key, question, values }) => ({
      text: t.text('app.surer_policy'),
      action: {
        type: 'answer',
        question: key,
        text: t.localized(question),
        values: values.map((id) => ({ id, label: valueLabel(id, t) })),
      },
    }));

const valueLabel = (id: string, t: Translator): string =>
  id === 'yes' || id === 'no' ? t.text(`app.${id}`) : inertLine(id.replaceAll(/[_-]/gu, ' '));
