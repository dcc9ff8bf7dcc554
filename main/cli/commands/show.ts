/** `faultline show REPORT`: what a report file is and says, down to the raw measurement. Without network. */
import type { Command } from 'commander';
import {
  evidenceLines,
  inertJson,
  redactReport,
  renderRows,
  type Translator,
} from '../../../diagnostics/index.ts';
import type { Report } from '../../../diagnostics/model/report.ts';
import { loadKnowledge, withReportPack } from '../../services/knowledge.ts';
import { isSound, openingRows, type Opening } from '../../services/opened-report.ts';
import { accepted } from '../../services/said-error.ts';
import { usageError } from '../cli-error.ts';
import type { CliContext, Finish } from '../context.ts';
import { exitCodeOf } from '../exit-codes.ts';
import { addOpenOptions, bindingError, openReport, type OpenOptions } from '../open-report.ts';
import { addOutputOptions, collect, textStyle, type OutputOptions } from '../options.ts';

interface ShowOptions extends OutputOptions, OpenOptions {
  readonly evidence?: string;
  readonly pack?: readonly string[];
}

export function addShow(program: Command, context: CliContext, finish: Finish): void {
  const { t } = context;
  const command = program
    .command('show')
    .description(t.text('cli.show.description'))
    .argument('<report>', t.text('cli.argument.report'))
    .option('--evidence <id>', t.text('cli.option.evidence'))
    .option('--pack <file>', t.text('cli.option.pack'), collect);
  addOpenOptions(command, context);
  addOutputOptions(command, context, ['text', 'json']);
  command.action(async (file: string, options: ShowOptions) => finish(await show(context, file, options)));
}

/** By today's verdict, as `judge` ends; a report that is not what was asked for, or was edited, is shown and ends with 2. */
async function show(context: CliContext, path: string, options: ShowOptions): Promise<number> {
  const { engine, io, resources, toolVersion } = context;
  const { file, binding } = await openReport(context, path, options);
  if (options.evidence !== undefined) return showEvidence(context, file.report, options.evidence);
  const knowledge = accepted(await loadKnowledge(resources, options.pack ?? []));
  const packs = withReportPack(knowledge, file.pack);
  const now = engine.clock().now();
  const judged = engine.judge(file.report, {
    packs,
    levels: knowledge.levels,
    toolVersion,
    now: new Date(now).toISOString(),
  });
  const opening: Opening = { file, binding, today: redactReport(judged), now };
  io.stdout.write(
    options.format === 'json'
      ? `${inertJson(openingJson(opening), 2)}\n`
      : openingText(context, opening, options),
  );
  if (!isSound(binding)) throw bindingError(binding, file);
  return exitCodeOf(opening.today);
}

/** One measurement as it is stored, with the bytes that came. */
function showEvidence({ io }: CliContext, report: Report, id: string): number {
  const found = report.observations.find((each) => each.id === id);
  if (!found) throw usageError('unknown_evidence', { id: id.slice(0, 200) });
  io.stdout.write(`${inertJson(found, 2)}\n`);
  return 0;
}

function openingText(context: CliContext, opening: Opening, options: ShowOptions): string {
  const { t } = context;
  const { report } = opening.file;
  const style = textStyle(context, options);
  const title = t.text('report.title', {
    name: report.request.target.displayName,
    time: t.dateTime(report.startedAt),
  });
  const evidence = {
    id: 'evidence',
    label: t.text('opened.row.evidence'),
    paragraphs: [t.text('cli.show.evidence', { count: report.observations.length })],
    items: evidenceItems(opening.today, t),
  };
  const rows = [...openingRows(opening, t), evidence];
  return `${style.paint('bold', title)}\n${renderRows(rows, style, { indent: 0 }).join('\n')}\n`;
}

/** What today's verdict points at, each with the id under which `--evidence` shows it whole. */
const evidenceItems = (today: Report, t: Translator): readonly string[] => [
  ...new Set(
    today.problems.flatMap((problem) =>
      evidenceLines(today, problem.evidence, t).flatMap(({ source, excerpt, observation }) =>
        observation === undefined ? [] : [`${source}: ${excerpt} [${observation.id}]`],
      ),
    ),
  ),
];

function openingJson({ file, binding, today, now }: Opening): unknown {
  const { report, manifest, wasSealed } = file;
  const verdict = ({ status, problems, tool }: Report) => ({ tool, status, problems });
  return {
    schemaVersion: 1,
    report: report.id,
    target: report.request.target.displayName,
    startedAt: report.startedAt,
    finishedAt: report.finishedAt,
    ageMs: now - Date.parse(report.finishedAt),
    wasSealed,
    /** Each was compared with its hash; null for bare JSON, which has none. */
    files: manifest?.files ?? null,
    request: {
      state: binding.state,
      reference: binding.request?.reference ?? report.askedBy?.reference ?? null,
    },
    vantage: report.vantage,
    verdictThen: verdict(report),
    verdictToday: verdict(today),
    observations: report.observations.map(({ id, kind, startedAt }) => ({ id, kind, startedAt })),
    redactions: report.redactions,
  };
}
