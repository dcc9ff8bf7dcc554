import { describe, expect, it } from 'vitest';
import { keyMove, spansOf, visibleRange, type Span } from '../../../renderer/parts/long-list-range.ts';

describe('the rows that are drawn', () => {
  it.each([
    ['at the top', 0, 560, 5_000, { from: 0, to: 20 }],
    ['in the middle', 56_000, 560, 5_000, { from: 992, to: 1_020 }],
    ['at the end', 279_440, 560, 5_000, { from: 4_980, to: 5_000 }],
    ['of a short list', 0, 560, 3, { from: 0, to: 3 }],
    ['of none', 0, 560, 0, { from: 0, to: 0 }],
    ['of a list that became short meanwhile', 56_000, 560, 3, { from: 2, to: 3 }],
  ])('%s', (_where, top, height, count, expected) => {
    expect(visibleRange(top, height, 56, count)).toEqual(expected);
  });

  const inShort = (span: Span): string =>
    span.type === 'row' ? String(span.index) : `${span.from}..${span.to}`;
  it.each([
    ['the active one among them', 11, ['0..10', '10', '11', '12', '13..100']],
    ['the active one above', 2, ['0..2', '2', '3..10', '10', '11', '12', '13..100']],
    ['the active one below', 50, ['0..10', '10', '11', '12', '13..50', '50', '51..100']],
    ['the active one next to them', 13, ['0..10', '10', '11', '12', '13', '14..100']],
    ['the active one gone', 200, ['0..10', '10', '11', '12', '13..100']],
  ])('with %s', (_which, active, expected) => {
    expect(spansOf({ from: 10, to: 13 }, active, 100).map(inShort)).toEqual(expected);
  });
});

describe('keys', () => {
  const place = { active: 10, count: 100, page: 8, isOpen: null };
  it.each([
    ['ArrowDown', {}, { type: 'move', index: 11 }],
    ['ArrowUp', {}, { type: 'move', index: 9 }],
    ['PageDown', {}, { type: 'move', index: 18 }],
    ['PageUp', {}, { type: 'move', index: 2 }],
    ['Home', {}, { type: 'move', index: 0 }],
    ['End', {}, { type: 'move', index: 99 }],
    ['ArrowUp', { active: 0 }, { type: 'move', index: 0 }],
    ['PageDown', { active: 97 }, { type: 'move', index: 99 }],
    ['ArrowRight', { isOpen: false }, { type: 'toggle', isOpen: true }],
    ['ArrowLeft', { isOpen: true }, { type: 'toggle', isOpen: false }],
    ['ArrowRight', { isOpen: true }, null],
    ['ArrowRight', {}, null],
    ['Enter', {}, { type: 'activate' }],
    [' ', {}, { type: 'activate' }],
    ['a', {}, null],
  ] as const)('%s %j', (key, where, expected) => {
    expect(keyMove(key, { ...place, ...where })).toEqual(expected);
  });
});
