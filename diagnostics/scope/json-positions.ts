/** Line and column of every value of a JSON text, and of its first mistake. `JSON.parse` tells neither alike on all Node versions. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Deeper nesting than any pack needs; also bounds the recursion on hostile input. */
const MAX_DEPTH = 60;
const scalar = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])/y;
// eslint-disable-next-line no-control-regex -- JSON forbids raw control characters in strings (RFC 8259, section 7)
const quoted = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
const space = /[ \t\n\r]*/y;

export interface JsonMap {
  /** RFC 6901 pointer to offset of the value. */
  readonly offsets: ReadonlyMap<string, number>;
  /** Pointers of members whose name was already used in the same object. */
  readonly duplicates: readonly string[];
  /** Offset of the first syntax error; null for well-formed text. */
  readonly mistake: number | null;
}

export const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}

class Mistake extends Error {}

class Scanner {
  readonly offsets = new Map<string, number>();
  readonly duplicates: string[] = [];
  offset = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.offset;
    const [found] = pattern.exec(this.#text) ?? [];
    if (found === undefined) throw new Mistake();
    this.offset += found.length;
    return found;
  }

  #skipTo(characters: string): string {
    this.#take(space);
    const next = this.#text[this.offset] ?? '';
    if (next === '' || !characters.includes(next)) throw new Mistake();
    this.offset += 1;
    return next;
  }

  #members(path: string, depth: number, close: string): void {
    const names = new Set<string>();
    for (let index = 0; ; index += 1) {
      this.#take(space);
      if (index === 0 && this.#text[this.offset] === close) break;
      const name = close === '}' ? (JSON.parse(this.#take(quoted)) as string) : String(index);
      if (close === '}') this.#skipTo(':');
      const pointer = path + pointerOf([name]);
      if (names.has(name)) this.duplicates.push(pointer);
      names.add(name);
      this.value(pointer, depth + 1);
      if (this.#skipTo(`,${close}`) === close) return;
    }
    this.offset += 1;
  }

  value(path: string, depth: number): void {
    this.#take(space);
    this.offsets.set(path, this.offset);
    if (depth > MAX_DEPTH) throw new Mistake();
    const first = this.#text[this.offset];
    if (first === '"') this.#take(quoted);
    else if (first === '{' || first === '[') {
      this.offset += 1;
      this.#members(path, depth, first === '{' ? '}' : ']');
    } else this.#take(scalar);
  }

  end(): void {
    this.#take(space);
    if (this.offset < this.#text.length) throw new Mistake();
  }
}

export function mapJson(text: string): JsonMap {
  const scanner = new Scanner(text);
  try {
    scanner.value('', 0);
    scanner.end();
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    return { offsets: scanner.offsets, duplicates: scanner.duplicates, mistake: scanner.offset };
  }
  return { offsets: scanner.offsets, duplicates: scanner.duplicates, mistake: null };
}
