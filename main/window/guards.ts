/** What no page of this app may do, whatever it was made to want: leave, open windows, embed, ask for devices, load from anywhere. */
import { app, type Session, type WebContents } from 'electron';
import { APP_SCHEME } from './content.ts';

/** Addresses that stay inside: the window's own files, images in its styles, and Chromium's own tools. */
const ownSchemes = new Set([`${APP_SCHEME}:`, 'data:', 'devtools:', 'chrome-extension:', 'chrome:']);

export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !ownSchemes.has(schemeOf(url)) }));
  session.on('will-download', (event) => event.preventDefault());
  session.setSpellCheckerEnabled(false); // dictionaries would be fetched from the internet
}

export function guardContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    guardOne(contents);
  });
}

function guardOne(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  // A preview stands in a frame without an address of its own.
  contents.on('will-frame-navigate', (event) => {
    if (event.url !== 'about:srcdoc') event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

const schemeOf = (url: string): string => {
  const end = url.indexOf(':');
  return url.slice(0, end + 1).toLowerCase();
};
