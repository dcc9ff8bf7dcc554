import { describe, expect, it } from 'vitest';
import { readCheckLink } from '../../../main/window/check-link.ts';
import { requestLink } from '../../../diagnostics/model/request-link.ts';
import { aCheckRequest } from '../../support/factories.ts';
import { readAsked, type Asked } from '../../../main/window/opening.ts';
import { systemLanguage } from '../../../main/window/system-language.ts';

describe('a faultline: link', () => {
  it.each([
    ['faultline://check?target=example.org', { target: 'example.org', provider: null }],
    ['FAULTLINE://CHECK/?target=example.org', { target: 'example.org', provider: null }],
    ['faultline:check?target=example.org', { target: 'example.org', provider: null }],
    [
      'faultline://check?target=https%3A%2F%2Fexample.org%2Fa&provider=demo-hosting&ticket=7',
      { target: 'https://example.org/a', provider: 'demo-hosting' },
    ],
    ['faultline://check?target=%E0%A4%A', { target: '%E0%A4%A', provider: null }],
    ['faultline://check?target=', null],
    ['faultline://check', null],
    ['faultline://run?target=example.org', null],
    ['faultline://check?target=a&target=b', null],
    ['faultline://check?target=example.org&provider=../../x', null],
    ['faultline://check?target=exa%00mple.org', null],
    ['faultline://check?target=exa%E2%80%AEmple.org', null],
    [`faultline://check?target=${'a'.repeat(301)}`, null],
    [`faultline://check?${'a'.repeat(3_000)}`, null],
    ['https://check?target=example.org', null],
  ])('%s', (link, read) => {
    expect(readCheckLink(link)).toEqual(read);
  });
});

describe('what the app is asked to open', () => {
  const open = (...args: string[]) => readAsked({ type: 'arguments', args, folder: '/work' });

  it.each([
    [['report.faultline'], { file: '/work/report.faultline', link: null, request: null }],
    [['/home/anna/Report.FAULTLINE'], { file: '/home/anna/Report.FAULTLINE', link: null, request: null }],
    [['--no-sandbox', '/app', 'a.json'], { file: '/work/a.json', link: null, request: null }],
    [['--evil=x.faultline', '/app'], { file: null, link: null, request: null }],
    [['letter.txt'], { file: null, link: null, request: null }],
    [[], { file: null, link: null, request: null }],
    [
      ['faultline://check?target=example.org/a.json'],
      { file: null, link: { target: 'example.org/a.json', provider: null }, request: null },
    ],
  ])('%j', (args, asked) => {
    expect(open(...args)).toEqual(asked);
  });

  it('a double click or a link of the system', () => {
    expect(readAsked({ type: 'file', path: '/a/b.faultline' })).toEqual({
      file: '/a/b.faultline',
      link: null,
      request: null,
    });
    expect(readAsked({ type: 'link', url: 'faultline://check?target=a.org' })).toEqual({
      file: null,
      link: { target: 'a.org', provider: null },
      request: null,
    });
  });
});

describe('a request of a support desk is shown for consent and fills no form', () => {
  const request = requestLink(aCheckRequest());
  const shown = (given: string) => ({ file: null, link: null, request: given });

  it.each<[string, Asked, string]>([
    ['its link', { type: 'link', url: request }, request],
    ['its file', { type: 'file', path: '/a/b.faultline-request' }, '/a/b.faultline-request'],
    ['its link among arguments', { type: 'arguments', args: [request], folder: '/work' }, request],
    [
      'its file among arguments',
      { type: 'arguments', args: ['T.Faultline-Request'], folder: '/work' },
      '/work/T.Faultline-Request',
    ],
    [
      'a link with a nonce and little else',
      { type: 'link', url: 'faultline:check?target=a.org&nonce=1' },
      'faultline:check?target=a.org&nonce=1',
    ],
  ])('%s', (_what, asked, given) => {
    expect(readAsked(asked)).toEqual(shown(given));
  });
});

it.each([
  [['fr-BE', 'nl-BE'], 'fr'],
  [['de-DE', 'nl'], 'nl'],
  [['frr-DE', 'en-US'], 'en'],
  [['de'], 'en'],
  [[], 'en'],
])('the languages %j of a system lead to %s', (preferred, language) => {
  expect(systemLanguage(preferred)).toBe(language);
});
