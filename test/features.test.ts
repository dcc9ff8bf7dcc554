/** The tables of `diagnostics/checks/README.md` say the same as the code. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checks } from '../diagnostics/checks/index.ts';

const root = join(import.meta.dirname, '..');
const text = readFileSync(join(root, 'diagnostics/checks/README.md'), 'utf8');

/** What a heading promises: `(A57 to A98; folders tls, web)`. */
const tables = [
  ...text.matchAll(/^## .*\(A(\d+) to A(\d+); folders ([\w, ]+)\)\n([\s\S]*?)(?=^## |$(?![\s\S]))/gm),
].map(([, from, to, folders, body]) => ({
  title: `A${from} to A${to}`,
  expected: Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => `A${Number(from) + index}`),
  folders: folders!.split(', '),
  rows: [...body!.matchAll(/^\| A\d.*$/gm)].map(([line]) => {
    const [, row = '', , named = '', proof = ''] = line.split('|').map((cell) => cell.trim());
    return { row, checks: [...named.matchAll(/`([\w-]+)`/g)].map((match) => match[1]!), proof };
  }),
}));
const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, 'diagnostics/checks', folder)).map((file) => file.replace(/\.ts$/, ''));
const known = new Set(checks.map(({ id }) => id));

it('has tables', () => {
  expect(tables.length).toBeGreaterThan(0);
});

describe.each(tables)('rows $title', ({ expected, folders, rows }) => {
  it('has each row once, in order', () => {
    expect(rows.map(({ row }) => row)).toEqual(expected);
  });

  it('names existing checks, or a reason where there is none', () => {
    expect(rows.flatMap((row) => row.checks.filter((id) => !known.has(id)))).toEqual([]);
    expect(rows.filter((row) => row.checks.length === 0 && row.proof === '')).toEqual([]);
  });

  it('names every check of its folders', () => {
    const named = new Set(rows.flatMap((row) => row.checks));
    const own = folders.flatMap(filesIn).filter((id) => known.has(id));
    expect(own.filter((id) => !named.has(id))).toEqual([]);
  });

  it('names existing tests', () => {
    const files = rows.flatMap(({ proof }) =>
      [...proof.matchAll(/`(test\/[\w./-]+)`/g)].map((match) => match[1]!),
    );
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });
});
