/** `faultline provider`: the packs, their content, and the check of a pack before it is used. */
import type { Command } from 'commander';
import {
  describePack,
  inertJson,
  inertLine,
  lintPack,
  listPacks,
  packJsonSchema,
  type PackProblem,
} from '../../../diagnostics/index.ts';
import { loadLibrary, readText } from '../../services/knowledge.ts';
import { accepted } from '../../services/said-error.ts';
import { usageError } from '../cli-error.ts';
import type { CliContext, Finish } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { addOutputOptions, textStyle, type OutputOptions } from '../options.ts';
import { choosePack } from '../policy-choice.ts';
import { renderPack, renderPackList } from '../render-pack.ts';

const formats = ['text', 'json'] as const;

export function addProvider(program: Command, context: CliContext, finish: Finish): void {
  const { t } = context;
  const provider = program.command('provider').description(t.text('cli.provider.description'));
  provider.action(() => {
    throw usageError('missing_subcommand', { list: 'list, show, lint, schema' });
  });
  const listing = provider.command('list').description(t.text('cli.provider.list'));
  addOutputOptions(listing, context, formats).action(async (options: OutputOptions) =>
    finish(await list(context, options)),
  );
  const show = provider
    .command('show')
    .description(t.text('cli.provider.show'))
    .argument('<id>', t.text('cli.argument.provider'))
    .option('--topics', t.text('cli.option.topics'));
  addOutputOptions(show, context, formats).action(async (id: string, options: ShowOptions) =>
    finish(await showOne(context, id, options)),
  );
  const lint = provider
    .command('lint')
    .description(t.text('cli.provider.lint'))
    .argument('<file>', t.text('cli.argument.pack'));
  addOutputOptions(lint, context, formats).action(async (file: string, options: OutputOptions) =>
    finish(await lintFile(context, file, options)),
  );
  provider
    .command('schema')
    .description(t.text('cli.provider.schema'))
    .option('--lang <language>', t.text('cli.option.lang'))
    .action(() => {
      context.io.stdout.write(`${JSON.stringify(packJsonSchema(), null, 2)}\n`);
      finish(exitCodes.healthy);
    });
}

interface ShowOptions extends OutputOptions {
  readonly topics?: boolean;
}

async function list(context: CliContext, options: OutputOptions): Promise<number> {
  const { io, resources, t } = context;
  const library = await loadLibrary(resources);
  const packs = listPacks(library.packs);
  if (options.format === 'json') io.stdout.write(`${inertJson(packs, 2)}\n`);
  else io.stdout.write(renderPackList(packs, t, textStyle(context, options)));
  for (const { file, problems } of library.problems) {
    io.stderr.write(`${t.text('cli.error.bad_pack', { file, count: problems.length })}\n`);
  }
  return exitCodes.healthy;
}

async function showOne(context: CliContext, id: string, options: ShowOptions): Promise<number> {
  const { io, resources, t } = context;
  const library = await loadLibrary(resources);
  const pack = choosePack(library.packs, id);
  const description = describePack(pack, library.vocabulary);
  if (options.format === 'json') io.stdout.write(`${inertJson(description, 2)}\n`);
  else
    io.stdout.write(
      renderPack(description, {
        t,
        style: textStyle(context, options),
        showsTopics: options.topics === true,
      }),
    );
  return exitCodes.healthy;
}

/** Exit 1 means that the pack has mistakes; 2 stays for a file that cannot be read. */
async function lintFile(context: CliContext, file: string, options: OutputOptions): Promise<number> {
  const { io, resources, t } = context;
  const text = accepted(await readText(file));
  const { problems } = lintPack(text, (await loadLibrary(resources)).vocabulary);
  if (options.format === 'json') io.stdout.write(`${inertJson({ file, problems }, 2)}\n`);
  else if (problems.length === 0) io.stdout.write(`${t.text('cli.provider.lint_ok', { file })}\n`);
  else io.stdout.write(problems.map((problem) => `${problemLine(file, problem, context)}\n`).join(''));
  return problems.length === 0 ? exitCodes.healthy : exitCodes.problems;
}

/** `file:line:column: what is wrong (at /rules/3)`, as compilers write it and editors read it. */
function problemLine(
  file: string,
  { path, key, values, line, column }: PackProblem,
  { t }: CliContext,
): string {
  const place = line === undefined ? file : `${file}:${line}:${column ?? 1}`;
  return inertLine(`${place}: ${t({ key, values })}${path === '' ? '' : ` (${path})`}`);
}
