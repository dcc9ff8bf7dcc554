#!/usr/bin/env node
/** `npm start`: plain Node that looks for what the app needs, says what is missing, and hands over to Electron. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chooseLanguage } from './cli/language.ts';
import { exitCodes } from './cli/exit-codes.ts';
import { resourcesRefusal } from './services/chosen-resources.ts';
import { loadPlainTexts } from './services/plain-texts.ts';
import { findResources } from './services/resource-paths.ts';

const { env, platform } = process;
const language = chooseLanguage([], env);
const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Where Electron's program lies; asking the package itself would download it when it is absent. */
function runtime(root: string): string | null {
  const folder = join(root, 'node_modules', 'electron');
  const name =
    platform === 'darwin'
      ? 'Electron.app/Contents/MacOS/Electron'
      : platform === 'win32'
        ? 'electron.exe'
        : 'electron';
  const named = existsSync(join(folder, 'path.txt')) ? readFileSync(join(folder, 'path.txt'), 'utf8') : name;
  const dist = env['ELECTRON_OVERRIDE_DIST_PATH'];
  const path = env['FAULTLINE_ELECTRON'] ?? join(dist ?? join(folder, 'dist'), named);
  return existsSync(path) ? path : null;
}

const hasDisplay = platform !== 'linux' || Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);

function start(resources: string): void {
  const root = dirname(resources);
  const text = loadPlainTexts(resources, language);
  const electron = runtime(root);
  const missing = [
    ...(existsSync(join(root, 'out', 'renderer', 'index.html')) ? [] : ['window']),
    ...(electron === null ? ['runtime'] : []),
    ...(hasDisplay ? [] : ['display']),
  ];
  if (electron === null || missing.length > 0) {
    for (const each of missing) say(text(`start.no_${each}`));
    say(text('start.instead', { command: 'npx faultline demo' }));
    process.exitCode = exitCodes.noDiagnosis;
    return;
  }
  // Chromium refuses its own sandbox to the administrator; an ordinary account keeps it.
  const isRoot = platform === 'linux' && process.getuid?.() === 0;
  if (isRoot) say(text('start.root'));
  const child = spawn(electron, [...(isRoot ? ['--no-sandbox'] : []), root, ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  child.on('error', (error) => {
    say(text('start.failed', { error: error.message }));
    process.exitCode = exitCodes.noDiagnosis;
  });
  child.on('exit', (code) => {
    process.exitCode = code ?? exitCodes.noDiagnosis;
  });
}

const refusal = await resourcesRefusal(env, language);
if (refusal === null) start(findResources());
else {
  say(refusal);
  process.exitCode = exitCodes.usage;
}
