/** What would make a verdict surer, with what the window can do about it: an answer, a look from elsewhere, a second report, one more run. */
import { inertLine, type Translator } from '../../../diagnostics/index.ts';
import type { MissingControl, Problem } from '../../../diagnostics/model/problem.ts';
import { questions, type QuestionId } from '../../../diagnostics/model/questions.ts';
import type { Report } from '../../../diagnostics/model/report.ts';
import type { SurerView } from '../../contract/views.ts';
import { windowWords } from './window-words.ts';

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
  // the command in the words tells which answer decides; the reader gets the words without it
  const question = questionOf(how.key, t(how));
  if (question !== null)
    return {
      text: windowWords(t)({
        key: how.key,
        values: {
          ...how.values,
          options: valuesOf(question, t)
            .map(({ label }) => label)
            .join(', '),
        },
      }),
      action: {
        type: 'answer',
        question,
        text: t.text(`question.${question}.text`),
        values: valuesOf(question, t),
      },
    };
  return { text: windowWords(t)(how), action: actionFor(control, report, problem) };
}

/** A control that is a question of its own, or whose words name the answer that decides. */
function questionOf(key: string, text: string): QuestionId | null {
  const id = /^question\.(\w+)\.how$/u.exec(key)?.[1] ?? /--fact (\w+)=/u.exec(text)?.[1];
  return id !== undefined && Object.hasOwn(questions, id) ? (id as QuestionId) : null;
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
