/** All commands, with help in the reader's language. */
import { Command, type Help } from 'commander';
import { languages } from '../../diagnostics/model/vocabulary.ts';
import type { CliContext, Finish } from './context.ts';
import { choice } from './options.ts';
import { addBatch } from './commands/batch.ts';
import { addCheck } from './commands/check.ts';
import { addCode } from './commands/code.ts';
import { addCompare } from './commands/compare.ts';
import { addDemo } from './commands/demo.ts';
import { addHistory } from './commands/history.ts';
import { addJudge } from './commands/judge.ts';
import { addProvider } from './commands/provider.ts';
import { addReply } from './commands/reply.ts';
import { addRequest } from './commands/request.ts';
import { addSchema } from './commands/schema.ts';
import { addScope } from './commands/scope.ts';
import { addShow } from './commands/show.ts';
import { addTicket } from './commands/ticket.ts';

const commands = [
  addCheck,
  addHistory,
  addBatch,
  addDemo,
  addJudge,
  addCompare,
  addTicket,
  addReply,
  addCode,
  addRequest,
  addShow,
  addScope,
  addProvider,
  addSchema,
];

export function createProgram(context: CliContext, finish: Finish): Command {
  const { io, t, toolVersion } = context;
  const program = new Command('faultline')
    .description(t.text('cli.description'))
    .version(toolVersion, '-V, --version', t.text('cli.option.version'))
    .helpOption('-h, --help', t.text('cli.option.help'))
    .helpCommand('help [command]', t.text('cli.option.help'))
    .addOption(choice('--lang <language>', t.text('cli.option.lang'), languages))
    .exitOverride()
    .configureHelp(helpWords(context))
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      // Errors are said once, by us, in the reader's language.
      writeErr: () => undefined,
      getOutHelpWidth: () => Math.min(io.stdout.columns, 110),
      getOutHasColors: () => false,
    })
    .addHelpText('after', `\n${t.text('cli.examples')}\n`);
  for (const add of commands) add(program, context, finish);
  translateHelp(program, context);
  return program;
}

/** Sub-commands inherit exitOverride and the output, but not the words of their help option. */
function translateHelp(command: Command, context: CliContext): void {
  for (const child of command.commands) {
    child.helpOption('-h, --help', context.t.text('cli.option.help')).configureHelp(helpWords(context));
    if (child.commands.length > 0) child.helpCommand('help [command]', context.t.text('cli.option.help'));
    translateHelp(child, context);
  }
}

const headings: Readonly<Record<string, string>> = {
  'Usage:': 'usage',
  'Arguments:': 'arguments',
  'Options:': 'options',
  'Commands:': 'commands',
};

function helpWords({ t }: CliContext): Partial<Help> {
  return {
    styleTitle: (title) => {
      const key = headings[title];
      return key === undefined ? title : t.text(`cli.help.${key}`);
    },
    // Choices and defaults stand in our own descriptions; the generated additions would be English.
    optionDescription: (option) => option.description,
    subcommandDescription: (command) => command.description(),
  };
}
