import { describe, expect, it } from 'vitest';
import { parseWindowState, placeOf, type WindowState } from '../../../main/window/window-state.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const state = (part: Partial<WindowState> = {}): WindowState => ({
  schemaVersion: 1,
  x: 100,
  y: 50,
  width: 1000,
  height: 700,
  isMaximized: false,
  ...part,
});

describe('the place of the window', () => {
  it.each([
    ['nothing is known', null, [screen], { width: 1180, height: 820 }],
    ['the screen is small', null, [{ ...screen, width: 800, height: 600 }], { width: 800, height: 600 }],
    ['it stands on the screen', state(), [screen], { x: 100, y: 50, width: 1000, height: 700 }],
    [
      'it stands on the second screen',
      state({ x: 2000 }),
      [screen, { ...screen, x: 1920 }],
      { x: 2000, y: 50, width: 1000, height: 700 },
    ],
    ['the second screen is gone', state({ x: 2000 }), [screen], { width: 1000, height: 700 }],
    ['its title bar would be above the screen', state({ y: -40 }), [screen], { width: 1000, height: 700 }],
    ['only an edge would be seen', state({ x: -950 }), [screen], { width: 1000, height: 700 }],
  ])('when %s', (_, known, displays, bounds) => {
    expect(placeOf(known, displays)).toEqual({ bounds, isMaximized: false });
  });

  it.each([
    ['{'],
    ['{}'],
    [JSON.stringify(state({ width: 1 }))],
    [JSON.stringify({ ...state(), schemaVersion: 2 })],
    [JSON.stringify({ ...state(), x: 'left' })],
  ])('is no state of ours: %s', (text) => {
    expect(parseWindowState(text)).toBeNull();
  });

  it('is read as it was written', () => {
    expect(parseWindowState(JSON.stringify(state()))).toEqual(state());
  });
});
