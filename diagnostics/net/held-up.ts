/**
 * How long this process was kept from listening while it waited: on a computer that is busy with other things an answer lies unread, and
 * silence or slowness is then nobody else's. One heartbeat serves all who wait; there is none while nobody does.
 */

export interface HeldUp {
  /** Milliseconds since the watch began in which this process could not listen. */
  ms(): number;
  dispose(): void;
}

const BEAT_MS = 50;
/** A beat that is late by less says nothing: timers are not exact. */
const SLACK_MS = 20;

let watchers = 0;
let heartbeat: NodeJS.Timeout | undefined;
let lastBeat = 0;
let lateMs = 0;

function late(): number {
  const gap = performance.now() - lastBeat - BEAT_MS;
  return lateMs + (gap > SLACK_MS ? gap : 0);
}

function beat(): void {
  lateMs = late();
  lastBeat = performance.now();
}

export function watchHeldUp(): HeldUp {
  if (watchers === 0) {
    lastBeat = performance.now();
    heartbeat = setInterval(beat, BEAT_MS).unref();
  }
  watchers += 1;
  const before = late();
  let isOver = false;
  return {
    ms: () => Math.round(late() - before),
    dispose() {
      if (isOver) return;
      isOver = true;
      watchers -= 1;
      if (watchers === 0) clearInterval(heartbeat);
    },
  };
}

/** So much of the time that what it shows cannot be told from what this computer did. */
export const isMostly = (heldUpMs: number, ofMs: number): boolean =>
  heldUpMs >= 2 * BEAT_MS && heldUpMs * 2 >= ofMs;
