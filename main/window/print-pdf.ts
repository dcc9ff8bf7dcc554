/** Prints self-contained HTML to PDF in a hidden window that can do nothing: no script, no network, no files, a session of its own. */
import { BrowserWindow, session } from 'electron';
import { guardSession } from './guards.ts';

const PARTITION = 'print';
const TOO_LONG_MS = 20_000;

export async function printPdf(html: string): Promise<Uint8Array> {
  const own = session.fromPartition(PARTITION);
  guardSession(own);
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: own,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
      images: true,
      webSecurity: true,
      webviewTag: false,
    },
  });
  const timer = setTimeout(() => window.destroy(), TOO_LONG_MS);
  try {
    await window.loadURL(`data:text/html;charset=utf-8;base64,${Buffer.from(html).toString('base64')}`);
    return await window.webContents.printToPDF({
      pageSize: 'A4',
      printBackground: true,
      generateTaggedPDF: true,
      margins: { top: 0.6, bottom: 0.6, left: 0.6, right: 0.6 },
    });
  } finally {
    clearTimeout(timer);
    if (!window.isDestroyed()) window.destroy();
  }
}
