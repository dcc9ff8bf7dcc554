import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mapJson, positionAt } from '../../../diagnostics/scope/json-positions.ts';

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test('agrees with JSON.parse on what is well-formed', () => {
  const json = fc.json().map((text) => ({ text, at: 0, with: '' }));
  const spoilt = fc.record({
    text: fc.json(),
    at: fc.nat(40),
    with: fc.constantFrom('', '"', ',', '{', ']', '\\', '0', '-', '\n', ':'),
  });
  fc.assert(
    fc.property(fc.oneof(json, spoilt), ({ text, at, with: extra }) => {
      const edited = text.slice(0, at) + extra + text.slice(at);
      expect(mapJson(edited).mistake === null).toBe(parses(edited));
    }),
    { numRuns: 1000 },
  );
});

test('finds values by pointer, and names that stand twice', () => {
  const text = '{\n  "a/b": [1, {"x": true}],\n  "a/b": null\n}';
  const { offsets, duplicates } = mapJson(text);
  expect(duplicates).toEqual(['/a~1b']);
  expect(positionAt(text, offsets.get('/a~1b/1/x') ?? -1)).toEqual({ line: 2, column: 20 });
});

test('deep nesting is a mistake, not an overflow', () => {
  expect(mapJson('['.repeat(100_000)).mistake).not.toBeNull();
});
