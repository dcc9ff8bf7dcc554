/** Where the window stood, kept for the next start. Pure; the caller reads and writes the file. */
import { z } from 'zod';

const stateSchema = z.object({
  schemaVersion: z.literal(1),
  x: z.int(),
  y: z.int(),
  width: z.int().min(400).max(20_000),
  height: z.int().min(300).max(20_000),
  isMaximized: z.boolean(),
});
export type WindowState = Readonly<z.infer<typeof stateSchema>>;

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
interface Bounds extends Partial<Area> {
  readonly width: number;
  readonly height: number;
}
export interface WindowPlace {
  readonly bounds: Bounds;
  readonly isMaximized: boolean;
}

const usual = { width: 1180, height: 820 };
/** So much of the title bar must be on a display for a hand to find it. */
const VISIBLE = 80;

/** Null when it is no state of ours. */
export function parseWindowState(text: string): WindowState | null {
  try {
    const read = stateSchema.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** A display may be gone since: then size stays, as far as it fits, and the system chooses the place. */
export function placeOf(state: WindowState | null, displays: readonly Area[]): WindowPlace {
  const [main] = displays;
  const fit = ({ width, height }: typeof usual): Bounds => ({
    width: Math.min(width, main?.width ?? width),
    height: Math.min(height, main?.height ?? height),
  });
  if (state === null) return { bounds: fit(usual), isMaximized: false };
  const { x, y, width, height, isMaximized } = state;
  const isSeen = displays.some(
    (area) =>
      x + width >= area.x + VISIBLE &&
      x <= area.x + area.width - VISIBLE &&
      y >= area.y &&
      y <= area.y + area.height - VISIBLE,
  );
  return { bounds: isSeen ? { x, y, width, height } : fit({ width, height }), isMaximized };
}
