/** The looking glass of the screen tests must see what it is held against. */
import { expect, it } from 'vitest';
import { faultsOf } from './markup.ts';

const page = (content: string): string => `<h1>Title</h1>${content}`;

it.each([
  ['an id twice', page('<p id="a"></p><p id="a"></p>'), ['id twice: a']],
  ['a label for nothing', page('<label for="b">B</label>'), ['refers to nothing: b']],
  ['no title', '<p>words</p>', ['not exactly one h1']],
  ['a skipped level', page('<h3>Deep</h3>'), ['heading level skipped before h3']],
  ['a button without a name', page('<button><svg></svg></button>'), ['button without a name: <button>']],
  ['a field without a name', page('<input id="c"/>'), ['field without a name: <input id="c"/>']],
  ['a picture without words', page('<svg role="img"></svg>'), ['picture without words: <svg role="img">']],
  ['a frame without a title', page('<iframe src="x"></iframe>'), ['frame without a title: <iframe src="x">']],
  ['a style attribute', page('<p style="color:red">x</p>'), ['forbidden attribute: style="']],
  ['a handler', page('<p onclick="x()">x</p>'), ['forbidden attribute: onclick="']],
  ['a key for words', page('<p>window.report.save</p>'), ['key instead of words: window.report.save']],
  [
    'nothing',
    page('<h2 id="d">D</h2><section aria-labelledby="d"><button aria-label="x"></button></section>'),
    [],
  ],
])('finds %s', (_name, html, faults) => {
  expect(faultsOf(html)).toEqual(faults);
});
