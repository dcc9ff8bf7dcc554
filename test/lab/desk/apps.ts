// The desktop app at a seat, led by the desktop tests' own means: their program is started there by its path, as the CLI is.

import { fileURLToPath } from 'node:url';
import type { SeatOfApp } from '../../support/seat-of-app.ts';
import { paths } from '../world/paths.ts';
import { LabError } from '../world/process.ts';
import type { World } from '../world/world.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
/** Some 35 s are usual; the waiting of the tests ends before this. */
const limitSeconds = 150;

/** What `test:desktop` gives to those whom it starts: a display, and where Electron lies. */
const given = [
  'DISPLAY',
  'XAUTHORITY',
  'WAYLAND_DISPLAY',
  'ELECTRON_OVERRIDE_DIST_PATH',
  'FAULTLINE_ELECTRON',
];
const surroundings = (): readonly string[] =>
  given.flatMap((name) => (process.env[name] === undefined ? [] : [`${name}=${process.env[name]}`]));

/** Throws where no app could show itself. */
export function requireDisplay(): void {
  if (process.env['DISPLAY'] === undefined && process.env['WAYLAND_DISPLAY'] === undefined)
    throw new LabError('the app wants a display: npm run test:desktop -- --exec test/lab/cli.ts desk --apps');
}

/** Throws with what the tests said when one of them failed. */
export async function leadApp(world: World, told: SeatOfApp): Promise<void> {
  const test = [
    `${root}node_modules/vitest/vitest.mjs`,
    'run',
    '--root',
    root,
    '--config',
    `${root}test/e2e/vitest.config.ts`,
    'lab-seats.test.ts',
  ];
  const command = [
    'env',
    ...surroundings(),
    `TMPDIR=${paths.home}`,
    `FAULTLINE_LAB_SEAT=${JSON.stringify(told)}`,
    process.execPath,
    ...test,
  ];
  const outcome = await world.seat.execAt(told.seat, command, { timeoutSeconds: limitSeconds });
  if (outcome.code === 0) return;
  throw new LabError(
    `the app at the ${told.seat} (${outcome.code}):\n${`${outcome.stdout}${outcome.stderr}`.slice(-6_000)}`,
  );
}
