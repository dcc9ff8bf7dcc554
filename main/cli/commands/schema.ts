/** `faultline schema NAME`: the JSON Schemas that other programs build on. */
import type { Command } from 'commander';
import { packJsonSchema, publishedSchema, publishedSchemas } from '../../../diagnostics/index.ts';
import { usageError } from '../cli-error.ts';
import type { CliContext, Finish } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';

export function addSchema(program: Command, context: CliContext, finish: Finish): void {
  const { io, t } = context;
  program
    .command('schema')
    .description(t.text('cli.schema.description'))
    .argument('<name>', `${publishedSchemas.join(', ')}, provider`)
    .option('--lang <language>', t.text('cli.option.lang'))
    .action((name: string) => {
      io.stdout.write(`${JSON.stringify(schemaOf(name), null, 2)}\n`);
      finish(exitCodes.healthy);
    });
}

function schemaOf(name: string): unknown {
  if (name === 'provider') return packJsonSchema();
  const known = publishedSchemas.find((each) => each === name);
  if (known) return publishedSchema(known);
  throw usageError('invalid_choice', {
    option: 'schema',
    value: name.slice(0, 100),
    choices: [...publishedSchemas, 'provider'].join(', '),
  });
}
