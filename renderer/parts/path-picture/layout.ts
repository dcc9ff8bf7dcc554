/** Where each part of the path picture stands. Pure: from the stations and the width that there is, to points and lines of text. */
import type { StationId, StationState, StationView } from '../../../main/contract/views.ts';

/** A line of text of 13 px, px. */
const LINE = 18;
/** Mean advance of a character of Inter at 13 px, rounded up so that an estimate errs to the roomy side. */
const CHARACTER = 7;
export const RADIUS = 16;
const GAP = 8;
/** Part of a text's width that lets it stand in two lines: a little over half, since words do not split evenly. */
const TWO_LINES = 0.6;
const FLAG_HEIGHT = 22;
const FLAG_PADDING = 8;
const VERTICAL_STEP = 60;

export interface TextLine {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

export interface PlacedStation {
  readonly id: StationId;
  readonly state: StationState;
  readonly x: number;
  readonly y: number;
  readonly label: readonly TextLine[];
  readonly stateText: readonly TextLine[];
}

/** `whole`: both ends work. `cut`: it leads into a break. `dotted`: nobody knows what gets through here. */
export type LinkKind = 'whole' | 'cut' | 'dotted';
export interface PlacedLink {
  readonly to: StationId;
  readonly kind: LinkKind;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** Says over a break whose side it is. `pointX` is where its tip touches the station. */
export interface PlacedFlag {
  readonly station: StationId;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly pointX: number;
  /** On the side of the problem that the person came for. */
  readonly isMain: boolean;
}

export interface PathLayout {
  readonly isVertical: boolean;
  readonly width: number;
  readonly height: number;
  readonly stations: readonly PlacedStation[];
  readonly links: readonly PlacedLink[];
  readonly flags: readonly PlacedFlag[];
}

/** Whose side a broken station lies on, in a word or two. */
export interface NamedSide {
  readonly text: string;
  readonly isMain: boolean;
}
export type Sides = Partial<Record<StationId, NamedSide>>;

const widthOf = (text: string): number => text.length * CHARACTER;
export const isBreak = (state: StationState): boolean => state === 'broken' || state === 'suspected';

/** Beside each other as long as every word and every flag fits into its place; else below each other. */
export function layoutPath(stations: readonly StationView[], sides: Sides, width: number): PathLayout {
  const shown = flagged(stations, sides);
  const slots = slotsOf(stations, width);
  const beside = slots && horizontal(stations, shown, width, slots);
  return beside && !overlap(beside.flags) ? beside : vertical(stations, shown, width);
}

/**
 * Equal places where two lines a text fit into them; else each as wide as its longest word needs, and what is left goes
 * to those that would run to three lines. Null where there is too little for the words.
 */
function slotsOf(stations: readonly StationView[], width: number): readonly number[] | null {
  const needed = stations.map(({ label, stateText }) =>
    Math.max(2 * RADIUS + LINE, ...`${label} ${stateText}`.split(/\s+/u).map((word) => widthOf(word) + GAP)),
  );
  const wanted = stations.map(({ label, stateText }, index) =>
    Math.max(needed[index] ?? 0, widthOf(longer(label, stateText)) * TWO_LINES + GAP),
  );
  const equal = width / Math.max(1, stations.length);
  if (wanted.every((want) => want <= equal)) return wanted.map(() => equal);
  const spare = width - sum(needed);
  if (spare < 0) return null;
  const short = sum(wanted) - sum(needed);
  const shared = Math.min(spare, short);
  return needed.map((need, index) => {
    const share = short === 0 ? 0 : ((wanted[index] ?? need) - need) / short;
    return need + shared * share + (spare - shared) / stations.length;
  });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** Neighbours on the same side share the flag of the first. */
const flagged = (stations: readonly StationView[], sides: Sides): Sides =>
  Object.fromEntries(
    stations.flatMap(({ id }, index) => {
      const before = stations[index - 1];
      const side = sides[id];
      return side === undefined || (before && sides[before.id]?.text === side.text) ? [] : [[id, side]];
    }),
  );

const overlap = (flags: readonly PlacedFlag[]): boolean =>
  flags.some((flag, index) => {
    const next = flags[index + 1];
    return next !== undefined && flag.x + flag.width > next.x;
  });

function horizontal(
  stations: readonly StationView[],
  sides: Sides,
  width: number,
  slots: readonly number[],
): PathLayout {
  const hasFlags = stations.some(({ id }) => sides[id] !== undefined);
  const y = (hasFlags ? FLAG_HEIGHT + GAP : 0) + RADIUS + 2;
  const top = y + RADIUS + LINE;
  const centres = centresOf(slots);
  const xOf = (index: number): number => centres[index] ?? 0;
  const placed = stations.map(({ id, state, label, stateText }, index) => {
    const room = (slots[index] ?? 0) - GAP;
    const lines = wrapWords(label, room);
    return {
      id,
      state,
      x: xOf(index),
      y,
      label: linesAt(lines, xOf(index), top),
      stateText: linesAt(wrapWords(stateText, room), xOf(index), top + lines.length * LINE),
    };
  });
  return {
    isVertical: false,
    width,
    height: Math.max(top, ...placed.flatMap(({ stateText }) => stateText.map((line) => line.y))) + GAP,
    stations: placed,
    links: linksOf(stations, (index) => ({
      x1: xOf(index) + RADIUS + GAP / 2,
      y1: y,
      x2: xOf(index + 1) - RADIUS - GAP / 2,
      y2: y,
    })),
    flags: stations.flatMap(({ id }, index) => flagOver(id, sides[id], xOf(index), width)),
  };
}

function centresOf(slots: readonly number[]): readonly number[] {
  let left = 0;
  return slots.map((slot) => {
    left += slot;
    return left - slot / 2;
  });
}

function vertical(stations: readonly StationView[], sides: Sides, width: number): PathLayout {
  const x = RADIUS + 2;
  const textX = x + RADIUS + 12;
  const yOf = (index: number): number => RADIUS + 2 + index * VERTICAL_STEP;
  return {
    isVertical: true,
    width,
    height: yOf(Math.max(0, stations.length - 1)) + RADIUS + GAP,
    stations: stations.map(({ id, state, label, stateText }, index) => ({
      id,
      state,
      x,
      y: yOf(index),
      label: linesAt([label], textX, yOf(index) - 3),
      stateText: linesAt([stateText], textX, yOf(index) + LINE - 3),
    })),
    links: linksOf(stations, (index) => ({
      x1: x,
      y1: yOf(index) + RADIUS + GAP / 2,
      x2: x,
      y2: yOf(index + 1) - RADIUS - GAP / 2,
    })),
    flags: stations.flatMap(({ id, label, stateText }, index) =>
      flagBeside(id, sides[id], textX + widthOf(longer(label, stateText)) + 12, yOf(index), width),
    ),
  };
}

const longer = (one: string, other: string): string => (one.length > other.length ? one : other);

const linesAt = (lines: readonly string[], x: number, y: number): readonly TextLine[] =>
  lines.map((text, index) => ({ text, x, y: y + index * LINE }));

function linksOf(
  stations: readonly StationView[],
  placed: (index: number) => Pick<PlacedLink, 'x1' | 'y1' | 'x2' | 'y2'>,
): readonly PlacedLink[] {
  return stations.slice(1).map(({ id, state }, index) => ({
    to: id,
    kind: linkKind(stations[index]?.state ?? 'unknown', state),
    ...placed(index),
  }));
}

function linkKind(from: StationState, to: StationState): LinkKind {
  if (isBreak(to)) return 'cut';
  return from === 'works' && to === 'works' ? 'whole' : 'dotted';
}

const flagWidth = (text: string): number => widthOf(text) + 2 * FLAG_PADDING;

/** Centred over its station, moved inwards where it would leave the picture. */
function flagOver(
  station: StationId,
  side: NamedSide | undefined,
  x: number,
  width: number,
): readonly PlacedFlag[] {
  if (side === undefined) return [];
  const own = Math.min(flagWidth(side.text), width);
  const left = Math.min(Math.max(0, x - own / 2), width - own);
  return [{ ...side, station, x: left, y: 0, width: own, height: FLAG_HEIGHT, pointX: x }];
}

function flagBeside(
  station: StationId,
  side: NamedSide | undefined,
  left: number,
  y: number,
  width: number,
): readonly PlacedFlag[] {
  if (side === undefined) return [];
  const own = Math.min(flagWidth(side.text), width);
  const x = Math.max(0, Math.min(left, width - own));
  return [{ ...side, station, x, y: y - FLAG_HEIGHT / 2, width: own, height: FLAG_HEIGHT, pointX: x }];
}

/** Breaks between words only; a word that is longer than a line has a line of its own. */
export function wrapWords(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/u).filter((each) => each !== '')) {
    const joined = lines.length === 0 ? word : `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length > 0 && widthOf(joined) <= width) lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  return lines;
}
