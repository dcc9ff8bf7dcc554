/**
 * Electron's entry, and only what must stand before the app is ready: the sandbox for everything, the window's own protocol, the lock of a
 * single instance, and ears for what is to be opened. CommonJS, because that runs at once; the app itself is loaded after it.
 */
import type * as electron from 'electron';
import type { Asked } from './window/opening.ts' with { 'resolution-mode': 'import' };

const { app, protocol } = require('electron') as typeof electron;

/** As in window/content.ts. */
const APP_SCHEME = 'app';

if (app.requestSingleInstanceLock()) start();
else app.quit();

function start(): void {
  // Without Chromium's own sandbox (an administrator's start) asking for it again ends every process at its birth.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, codeCache: true } },
  ]);
  const early: Asked[] = [{ type: 'arguments', args: process.argv.slice(1), folder: process.cwd() }];
  let open = (asked: Asked): void => void early.push(asked);
  app.on('second-instance', (_event, args, folder) =>
    open({ type: 'arguments', args: args.slice(1), folder }),
  );
  app.on('open-file', (event, path) => {
    event.preventDefault();
    open({ type: 'file', path });
  });
  app.on('open-url', (event, url) => {
    event.preventDefault();
    open({ type: 'link', url });
  });
  Promise.all([import('./window/app.js'), app.whenReady()])
    .then(async ([{ startApp }]) => {
      open = await startApp(early);
    })
    .catch((error: unknown) => {
      console.error(error);
      app.exit(1);
    });
}
