import { describe, expect, it } from 'vitest';
import type { StationId, StationState, StationView } from '../../../main/contract/views.ts';
import {
  layoutPath,
  wrapWords,
  type NamedSide,
  type PathLayout,
} from '../../../renderer/parts/path-picture/layout.ts';

const labels: Readonly<Record<StationId, string>> = {
  you: 'Your computer',
  your_network: 'Your network',
  access_provider: 'Access provider',
  dns: 'DNS',
  server: 'Provider’s server',
  service: 'Service',
};

function stations(
  states: Partial<Record<StationId, StationState>>,
  named: Partial<Record<StationId, string>> = {},
): readonly StationView[] {
  return (Object.keys(labels) as StationId[]).map((id) => ({
    id,
    label: named[id] ?? labels[id],
    side: null,
    state: states[id] ?? 'works',
    stateText: states[id] ?? 'works',
  }));
}

const named = (text: string): NamedSide => ({ text, isMain: true });

const kinds = ({ links }: PathLayout) => Object.fromEntries(links.map(({ to, kind }) => [to, kind]));

describe('layoutPath', () => {
  it('stands in a row where there is room, each state under its name', () => {
    const layout = layoutPath(stations({}, { server: 'Server of the provider' }), {}, 720);
    expect(layout.isVertical).toBe(false);
    expect(layout.stations.map(({ x }) => x)).toEqual([60, 180, 300, 420, 540, 660]);
    expect(layout.stations[4]?.label.map(({ text }) => text)).toEqual(['Server of the', 'provider']);
    for (const { label, stateText } of layout.stations) {
      expect(stateText[0]?.y).toBeGreaterThan(label.at(-1)?.y ?? Infinity);
    }
    const bottom = layout.stations.flatMap(({ stateText }) => stateText.map(({ y }) => y));
    expect(layout.height).toBeGreaterThan(Math.max(...bottom));
  });

  it('gives a long word more room than a short one rather than leaving the row', () => {
    const layout = layoutPath(stations({}, { access_provider: 'Internetprovider' }), {}, 600);
    expect(layout.isVertical).toBe(false);
    const xs = layout.stations.map(({ x }) => x);
    const gaps = xs.slice(1).map((x, index) => x - (xs[index] ?? 0));
    expect(Math.max(...gaps)).toBeGreaterThan(Math.min(...gaps));
    expect(xs.at(-1)).toBeLessThan(600);
  });

  it.each([280, 340])('stands in a column where a word would not fit (%i px)', (width) => {
    const layout = layoutPath(stations({}), {}, width);
    expect(layout.isVertical).toBe(true);
    expect(new Set(layout.stations.map(({ x }) => x)).size).toBe(1);
    expect(layout.stations.map(({ y }) => y)).toEqual(
      layout.stations.map(({ y }) => y).toSorted((a, b) => a - b),
    );
  });

  it('cuts the link into a break and leaves what lies behind it open', () => {
    const layout = layoutPath(stations({ server: 'broken', service: 'not_tested' }), {}, 720);
    expect(kinds(layout)).toEqual({
      your_network: 'whole',
      access_provider: 'whole',
      dns: 'whole',
      server: 'cut',
      service: 'dotted',
    });
  });

  it('draws no whole link to or from a station of which nobody knows', () => {
    const layout = layoutPath(stations({ access_provider: 'unknown' }), {}, 720);
    expect(kinds(layout)).toMatchObject({ access_provider: 'dotted', dns: 'dotted', server: 'whole' });
  });

  it('keeps a flag inside the picture and its tip on the station', () => {
    const layout = layoutPath(
      stations({ service: 'broken' }),
      { service: named('with your hosting provider') },
      720,
    );
    const [flag] = layout.flags;
    expect(flag?.pointX).toBe(660);
    expect((flag?.x ?? 0) + (flag?.width ?? 0)).toBeLessThanOrEqual(720);
    expect(flag?.x).toBeGreaterThanOrEqual(0);
  });

  it('shows one flag for neighbours on the same side', () => {
    const broken = stations({ server: 'broken', service: 'broken' });
    expect(
      layoutPath(broken, { server: named('provider'), service: named('provider') }, 720).flags.map(
        ({ station }) => station,
      ),
    ).toEqual(['server']);
  });

  it('goes into a column rather than laying one flag over another', () => {
    const broken = stations({ server: 'broken', service: 'broken' });
    const layout = layoutPath(
      broken,
      {
        server: named('with your hosting provider'),
        service: named('your own side, the website'),
      },
      720,
    );
    expect(layout.isVertical).toBe(true);
    expect(layout.flags).toHaveLength(2);
  });
});

describe('wrapWords', () => {
  it.each([
    ['Access provider', 200, ['Access provider']],
    ['Access provider', 80, ['Access', 'provider']],
    ['Internetprovider', 20, ['Internetprovider']],
    ['', 80, []],
  ])('breaks %j at %i px between words only', (text, width, lines) => {
    expect(wrapWords(text, width)).toEqual(lines);
  });
});
