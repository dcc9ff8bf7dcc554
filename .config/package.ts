/**
 * `npm run package`: the unpacked app for this kind of machine, in `dist/`. A folder with Electron's program, named in
 * ELECTRON_OVERRIDE_DIST_PATH, is used in place of a download.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const builder = fileURLToPath(new URL('../node_modules/electron-builder/cli.js', import.meta.url));
const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
const args = [
  '--dir',
  '--publish',
  'never',
  ...(dist === undefined ? [] : [`-c.electronDist=${dist}`]),
  ...process.argv.slice(2),
];
const child = spawn(process.execPath, [builder, ...args], { stdio: 'inherit' });
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
