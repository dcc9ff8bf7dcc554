/** The table of findings by service: five outcomes with five signs and five words. */
import type { Finding } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import type { Outcome } from '../../model/vocabulary.ts';
import { areas, areasOf, type Area } from '../areas.ts';
import { inertLine, shorten } from '../i18n/inert-text.ts';
import type { Translator } from '../i18n/translator.ts';
import { displayWidth, hanging, padEnd } from './layout.ts';
import type { Colour } from './paint.ts';
import type { TextStyle } from './render-rows.ts';

/** Worst first. */
const outcomes: readonly Outcome[] = ['failed', 'cantTell', 'untested', 'passed', 'inapplicable'];
export const signOf: Readonly<Record<Outcome, string>> = {
  failed: '✖',
  cantTell: '?',
  untested: '○',
  passed: '✔',
  inapplicable: '–',
};
const colourOf: Readonly<Record<Outcome, Colour>> = {
  failed: 'red',
  cantTell: 'yellow',
  untested: 'yellow',
  passed: 'green',
  inapplicable: 'dim',
};
const levels: readonly Finding['level'][] = ['error', 'warning', 'note'];
const MAX_SUBJECTS = 3;

export function renderFindings(report: Report, t: Translator, style: TextStyle): readonly string[] {
  const areaOf = areasOf(report);
  const word = Math.max(...outcomes.map((outcome) => displayWidth(t.text(`report.outcome.${outcome}`))));
  return areas.flatMap((area) => {
    const findings = report.findings.filter((finding) => areaOf(finding) === area);
    if (findings.length === 0) return [];
    return [
      '',
      areaHeading(area, findings, t, style),
      ...outcomes.flatMap((outcome) => outcomeLines(findings, outcome, word, t, style)),
    ];
  });
}

function areaHeading(area: Area, findings: readonly Finding[], t: Translator, style: TextStyle): string {
  const counts = outcomes.flatMap((outcome) => {
    const count = findings.filter((finding) => finding.outcome === outcome).length;
    return count === 0 ? [] : [`${signOf[outcome]} ${count}`];
  });
  return `${style.paint('bold', t.text(`report.area.${area}`))}  ${style.paint('dim', counts.join('  '))}`;
}

function outcomeLines(
  findings: readonly Finding[],
  outcome: Outcome,
  word: number,
  t: Translator,
  style: TextStyle,
): readonly string[] {
  const prefix = `  ${style.paint(colourOf[outcome], `${signOf[outcome]} ${padEnd(t.text(`report.outcome.${outcome}`), word)}`)}  `;
  const groups = byCheck(findings.filter((finding) => finding.outcome === outcome));
  if (groups.length === 0) return [];
  // What was fine or did not apply is named; what was not, or is not known, is explained.
  const isNamed = outcome === 'passed' || outcome === 'inapplicable';
  const texts = isNamed ? [nameList(groups, t)] : explanations(groups, t);
  return texts.flatMap((text) => hanging(prefix, text, style.width));
}

/** What had nothing to look at says so in one sentence for all, with their names: the same words again and again would say less. */
function explanations(groups: readonly Group[], t: Translator): readonly string[] {
  const hadNothing = ([first]: Group): boolean => first.message.key === 'check.not_run';
  const silent = groups.filter(hadNothing);
  return [
    ...groups.filter((group) => !hadNothing(group)).map((group) => explained(group, t)),
    ...(silent.length === 0 ? [] : [t.text('report.nothing_to_look_at', { list: nameList(silent, t) })]),
  ];
}

type Group = readonly [Finding, ...Finding[]];

/** One group a check, the weightiest first. */
function byCheck(findings: readonly Finding[]): readonly Group[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const group = groups.get(finding.check);
    if (group) group.push(finding);
    else groups.set(finding.check, [finding]);
  }
  return [...groups.values()].sort(([a], [b]) => levels.indexOf(a.level) - levels.indexOf(b.level));
}

const nameList = (groups: readonly Group[], t: Translator): string =>
  groups
    .map((group) => (group.length === 1 ? '' : `${group.length} × `) + checkName(group[0].check, t))
    .join(' · ');

/** The text of the first, the subjects of the others. Levels weigh failures; a note is no reason to worry, and says so. */
function explained([first, ...others]: Group, t: Translator): string {
  const level = first.outcome === 'failed' ? ` [${t.text(`report.level.${first.level}`)}]` : '';
  const subjects = [...new Set(others.map(({ subject }) => shorten(inertLine(subject), 60)))].filter(
    (subject) => subject !== inertLine(first.subject),
  );
  if (subjects.length === 0) return `${t(first.message)}${level}`;
  const rest = subjects.length - MAX_SUBJECTS;
  const more = rest > 0 ? ` ${t.text('report.subjects_more', { count: rest })}` : '';
  const list = `${subjects.slice(0, MAX_SUBJECTS).join(', ')}${more}`;
  return `${t(first.message)}${level} ${t.text('report.likewise', { list })}`;
}

/** Checks are named for the failing state; the locale may hold a name for people. */
function checkName(check: string, t: Translator): string {
  const key = `check.${check}.name`;
  return t.has(key) ? t.text(key) : inertLine(check);
}
