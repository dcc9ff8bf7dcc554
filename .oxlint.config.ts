// Lint rules and import fences, run by `npm run check:lint`; needs Node 24 (node_modules/.bin/node). It stands at the
// root because oxlint reads the globs below relative to this file.
// oxlint REPLACES a rule's options in a later override, so each room states all of its bans.
import { defineConfig } from 'oxlint';

interface Ban {
  readonly regex: string;
  readonly importNames?: string[];
  readonly message: string;
}

// ---- the bans, by what the import specifier looks like -------------------------------------------------
const ban = (regex: string, message: string): Ban => ({ regex, message });
/** Bans relative imports that climb out and enter one of the named folders. */
const rooms = (names: readonly string[], message: string): Ban =>
  ban(`^(\\.\\./)+(${names.join('|')})/`, message);

const network = '^(node:)?(net|tls|dns|dgram|http|https|http2)(/|$)';
/** Any package but zod and ipaddr.js, spelt out because oxlint's regexes know no lookahead and ignore one without a word. */
const packageButZod = '^([^.zi]|i([^p]|$)|ip([^a]|$)|z([^o]|$)|zo([^d]|$)|zod[^/])';
const engineRooms = '^(\\.\\./)+diagnostics/(net|probes|dnssec|checks|attribution|scope|report|ticket|run)/';

const testRoom = rooms(
  ['test'],
  'Nobody imports test/: what ships must not depend on helpers that exist only for tests.',
);
const engineLooksUp = [
  testRoom,
  rooms(['main', 'renderer'], 'diagnostics/ is the engine: main and renderer import it, never the reverse.'),
  ban(
    '^(electron|react|react-dom|react-aria-components)(/|$)',
    'The engine also runs in plain Node (CLI, tests, utility process): no Electron, no React.',
  ),
];
const sockets = ban(
  network,
  'Only diagnostics/net touches the network: one room per danger. Ask through the Network interface (diagnostics/net/network.ts).',
);
const sessions = ban(
  '^(ssh2|basic-ftp)(/|$)',
  'Only diagnostics/net and diagnostics/probes open SSH or FTP sessions.',
);
const mainSockets = ban(
  network,
  'main opens no connection itself, the engine does (diagnostics/net). Only main/demo-host may: it is a server.',
);
const gathering = rooms(
  ['net', 'probes', 'run'],
  'This room judges and never gathers: after the probes, everything is a pure function of observations (diagnostics/README.md).',
);
const impure = ban(
  '^(node:)?(fs|child_process|os|process|readline|timers|worker_threads)(/|$)',
  'checks and attribution are pure, so that a stored report can be judged again anywhere: no files, processes, timers or machine state.',
);
const electron = ban(
  '^electron(/|$)',
  'The command line, the engine and the demo host run in plain Node, where Electron is not installed.',
);
const ipcDoor = {
  regex: '^electron$',
  importNames: ['ipcMain'],
  message: 'Only main/ipc/door.ts hears the window: one door, where sender and input are checked.',
};
const engineDoor = ban(
  engineRooms,
  'main enters the engine by its door, diagnostics/index.ts (or diagnostics/model for plain data): export there what you need.',
);
const modelOnly = ban(
  `${engineRooms}|diagnostics/index\\.ts$`,
  'Of diagnostics/, only its model is shared with the window.',
);
const rendererRoom = rooms(
  ['renderer'],
  'main never imports renderer: they meet in main/contract and over IPC.',
);

// ---- the rooms -----------------------------------------------------------------------------------------
const imports = (...patterns: Ban[]) => ({
  'no-restricted-imports': ['error', { patterns }] as ['error', { patterns: Ban[] }],
});

const above = ['probes', 'dnssec', 'checks', 'attribution', 'scope', 'report', 'ticket', 'run'];
/** The judging rooms in pipeline order: a stage may use earlier ones, never later ones. */
const stages = ['checks', 'attribution', 'scope', 'report', 'ticket'];
const laterStages = (from: number): Ban[] =>
  from + 1 === stages.length
    ? []
    : [
        rooms(
          stages.slice(from + 1),
          'The pipeline is checks, attribution, scope, report, ticket: a stage never imports a later one.',
        ),
      ];

const networkGlobals = ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'].map((name) => ({
  name,
  message: 'Only diagnostics/net touches the network: ask through the Network interface.',
}));

const fences = [
  {
    files: ['renderer/**'],
    rules: imports(
      testRoom,
      modelOnly,
      ban(
        '^(node:|electron(/|$))',
        'The renderer sees the world through window.api only: no Node, no Electron.',
      ),
      ban(
        '^(\\.\\./)+main/([^/]+\\.tsx?$|(cli|demo-host|engine-process|ipc|services|window)/)',
        'Of main/, the renderer may import only the contract.',
      ),
    ),
  },
  { files: ['main/**'], rules: imports(testRoom, rendererRoom, engineDoor, mainSockets, sessions, ipcDoor) },
  {
    // The second kind loads Electron by `require`, whose type is the whole of it.
    files: ['main/ipc/door.ts', 'main/*.cts'],
    rules: imports(testRoom, rendererRoom, engineDoor, mainSockets, sessions),
  },
  {
    files: ['main/cli.ts', 'main/start.ts', 'main/cli/**', 'main/services/**', 'main/engine-process/**'],
    rules: imports(testRoom, rendererRoom, engineDoor, mainSockets, sessions, electron),
  },
  { files: ['main/demo-host/**'], rules: imports(testRoom, rendererRoom, engineDoor, electron) },
  {
    files: ['main/contract/**'],
    rules: imports(
      testRoom,
      rendererRoom,
      modelOnly,
      ban(
        packageButZod,
        'main/contract is shared with the window: it imports nothing but zod, itself and diagnostics/model.',
      ),
    ),
  },
  {
    files: ['diagnostics/**'],
    rules: {
      ...imports(...engineLooksUp, sockets, sessions),
      'no-restricted-globals': ['error', ...networkGlobals] as ['error', ...typeof networkGlobals],
    },
  },
  {
    files: ['diagnostics/model/**'],
    rules: imports(
      ...engineLooksUp,
      ban(
        packageButZod,
        'diagnostics/model is plain data for every process: it imports nothing but zod and itself, no node:*.',
      ),
      rooms(
        ['net', ...above],
        'diagnostics/model is the ground floor: it imports nothing but zod and itself.',
      ),
    ),
  },
  {
    files: ['diagnostics/net/**'],
    rules: {
      'no-restricted-globals': 'off' as const,
      ...imports(
        ...engineLooksUp,
        rooms(above, 'diagnostics/net is below every room but model: it imports model only.'),
      ),
    },
  },
  {
    files: ['diagnostics/probes/**'],
    rules: imports(
      ...engineLooksUp,
      sockets,
      rooms(above.slice(1), 'Probes gather facts and hold no opinion: they import net and model only.'),
    ),
  },
  {
    files: ['diagnostics/dnssec/**'],
    rules: imports(
      ...engineLooksUp,
      sockets,
      sessions,
      gathering,
      impure,
      rooms(stages, 'diagnostics/dnssec computes for checks and attribution: it imports model only.'),
    ),
  },
  ...stages.map((stage, index) => ({
    files: [`diagnostics/${stage}/**`],
    rules: imports(
      ...engineLooksUp,
      sockets,
      sessions,
      gathering,
      ...laterStages(index),
      ...(index < 2 ? [impure] : []),
    ),
  })),
];

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'promise', 'vitest'],
  categories: { correctness: 'error' },
  options: { typeAware: true, reportUnusedDisableDirectives: 'error' },
  ignorePatterns: ['out/**', 'dist/**', 'coverage/**'],
  rules: {
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/await-thenable': 'error',
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    'typescript/no-unsafe-argument': 'error',
    'typescript/no-unsafe-assignment': 'error',
    'typescript/no-unsafe-call': 'error',
    'typescript/no-unsafe-member-access': 'error',
    'typescript/no-unsafe-return': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/consistent-type-imports': 'error',
    'typescript/only-throw-error': 'error',
    'typescript/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description' }],
    'import/no-cycle': 'error',
    'import/no-default-export': 'error',
    'unicorn/prefer-node-protocol': 'error',
    'no-console': 'error',
    'no-eval': 'error',
    'no-var': 'error',
    'prefer-const': 'error',
    eqeqeq: 'error',
    'max-lines': ['error', { max: 300 }],
    'max-lines-per-function': ['error', { max: 60 }],
  },
  overrides: [
    ...fences,
    { files: ['main/**'], rules: { 'no-console': 'off' } },
    {
      files: ['test/**'],
      rules: { 'no-console': 'off', 'max-lines': 'off', 'max-lines-per-function': 'off' },
    },
    // Tables of data are read by column: cutting them into pieces helps nobody.
    {
      files: ['diagnostics/model/root-causes.ts', '**/*-table.ts', '**/*-tables.ts'],
      rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' },
    },
    { files: ['renderer/**/*.tsx'], rules: { 'max-lines-per-function': 'off' } },
    // Runs in Node, at build time.
    {
      files: ['renderer/vite.config.ts', 'main/vite.config.ts'],
      rules: { 'no-restricted-imports': 'off', 'no-console': 'off' },
    },
    // The tools read their configuration from the default export.
    {
      files: ['test/**/*.config.ts', 'renderer/vite.config.ts', 'main/vite.config.ts', '.oxlint.config.ts'],
      rules: { 'import/no-default-export': 'off' },
    },
  ],
});
