/**
 * `npm run test:desktop [-- FILE…]`: looks for what the desktop tests need, says what is missing, and starts them.
 * Where Linux lets it, they run in a network namespace with nothing but loopback: no test can leave the machine, and “no network” is real.
 * `node test/e2e/run.ts --exec SCRIPT…` starts another script of this folder in the same surroundings.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findRuntime } from './support/runtime.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { env, platform, execPath } = process;

const succeeds = (program: string, args: readonly string[]): boolean =>
  spawnSync(program, args, { stdio: 'ignore' }).status === 0;

const hasDisplay = platform !== 'linux' || Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY']);
const hasXvfb = hasDisplay || succeeds('xvfb-run', ['--help']);

const missing = [
  ...(findRuntime() === null
    ? [
        'Electron’s program is missing: install the electron package with its download, or name a program in FAULTLINE_ELECTRON (or its folder in ELECTRON_OVERRIDE_DIST_PATH).',
      ]
    : []),
  ...(hasXvfb
    ? []
    : ['There is no display: start this in a desktop session, or install xvfb (apt install xvfb xauth).']),
  ...(existsSync(join(root, 'out', 'main', 'index.cjs')) &&
  existsSync(join(root, 'out', 'renderer', 'index.html'))
    ? []
    : ['The app is not built: npm run build.']),
];

/** Ways into a network of one's own: as an administrator, else with a user namespace. */
const fences = [['unshare', '-n'] as const, ['unshare', '-Urn'] as const];
const upThen = ['sh', '-c', 'ip link set lo up && exec "$@"', 'sh'] as const;
const fence =
  platform === 'linux'
    ? fences.find(([program, ...args]) => succeeds(program, [...args, ...upThen, 'true']))
    : undefined;

if (missing.length > 0) {
  for (const line of missing) console.error(line);
  process.exitCode = 3;
} else {
  const [first, ...rest] = process.argv.slice(2);
  const vitest = [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--config',
    'test/e2e/vitest.config.ts',
  ];
  const asked = first === '--exec' ? rest : [...vitest, ...process.argv.slice(2)];
  const [program = execPath, ...args] = [
    ...(fence === undefined ? [] : [...fence, ...upThen]),
    ...(hasDisplay ? [] : ['xvfb-run', '-a', '-s', '-screen 0 1600x1200x24']),
    execPath,
    ...asked,
  ];
  const child = spawn(program, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...env, ...(fence === undefined ? {} : { FAULTLINE_OFFLINE: '1' }) },
  });
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}
