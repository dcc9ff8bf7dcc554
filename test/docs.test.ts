/** What README and guides tell people to type exists: every command, with every option that stands beside it. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cli } from './main/cli/test-cli.ts';

const root = new URL('../', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8');
const pages = ['README.md', ...readdirSync(new URL('docs/', root)).filter((name) => name.endsWith('.md'))];

interface Typed {
  readonly command: string;
  readonly options: readonly string[];
}

/** In code only, up to where the line, the quoted part or the redirection ends. */
function commandsIn(text: string): readonly Typed[] {
  const code = [...text.matchAll(/```[a-z]*\n([\s\S]*?)```|`([^`\n]+)`/gu)].map(
    ([, block, span]) => block ?? span ?? '',
  );
  return code.flatMap((each) =>
    [...each.matchAll(/(?<![.\w]|unpacked\/)faultline ([a-z]+)\b([^\n#>]*)/gu)].map(
      ([, command = '', rest = '']) => ({
        command,
        options: [...rest.matchAll(/(?<!\S|\[)--[a-z][a-z-]*|(?<=\[)--[a-z][a-z-]*/gu)].map(
          ([option]) => option,
        ),
      }),
    ),
  );
}

const known = new Map<string, Promise<ReadonlySet<string>>>();
/** Options of a command as its help lists them, with those that every command takes; empty for a command that there is not. */
function optionsOf(command: string): Promise<ReadonlySet<string>> {
  // what is no command is answered with the help of the whole program
  const help = cli([command, '--help']).then(({ stdout }) =>
    stdout.includes(`faultline ${command} `) ? new Set(stdout.match(/--[a-z][a-z-]*/gu)) : new Set<string>(),
  );
  const found = known.get(command) ?? help;
  known.set(command, found);
  return found;
}

describe('what people are told to type', () => {
  it.each(pages)('exists: %s', async (page) => {
    const unknown: string[] = [];
    const typed = commandsIn(read(page === 'README.md' ? page : `docs/${page}`));
    expect(typed.length).toBeGreaterThan(3);
    for (const { command, options } of typed) {
      const all = await optionsOf(command);
      if (all.size === 0) unknown.push(`faultline ${command}`);
      else
        unknown.push(
          ...options.filter((option) => !all.has(option)).map((option) => `faultline ${command} ${option}`),
        );
    }
    expect(unknown).toEqual([]);
  });

  it('fits into what the task scheduler of Windows takes', () => {
    const [, line = ''] = /schtasks \/create .*\/tr "([^"]+)"/u.exec(read('docs/schedule.md')) ?? [];
    expect(line).toMatch(/^cmd \/c faultline batch /u);
    expect(line.length).toBeLessThanOrEqual(262);
  });
});
