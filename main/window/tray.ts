/** The app without a window: a sign in the tray while a schedule is on, so that its runs happen and the person sees that something goes on. */
import { join } from 'node:path';
import { Menu, nativeImage, Tray } from 'electron';

export interface TrayOptions {
  readonly resources: string;
  readonly text: (key: string, values?: Readonly<Record<string, string>>) => string;
  readonly onShow: () => void;
  readonly onQuit: () => void;
}

export interface AppTray {
  /** Shows the sign with the next run, or takes it away. */
  set(next: string | null, options: TrayOptions): void;
  isOn(): boolean;
}

export function createTray(): AppTray {
  let tray: Tray | null = null;
  return {
    isOn: () => tray !== null,
    set: (next, { resources, text, onShow, onQuit }) => {
      if (next === null) {
        tray?.destroy();
        tray = null;
        return;
      }
      if (tray === null) {
        tray = new Tray(nativeImage.createFromPath(join(resources, 'tray', 'tray.png')));
        tray.on('click', onShow);
      }
      tray.setToolTip(text('tray.tooltip', { time: next }));
      tray.setContextMenu(
        Menu.buildFromTemplate([
          { label: text('tray.next', { time: next }), enabled: false },
          { type: 'separator' },
          { label: text('tray.show'), click: onShow },
          { label: text('menu.quit'), click: onQuit },
        ]),
      );
    },
  };
}
