/** The application menu: what each platform expects, in the person's language. */
import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { Pushes } from '../contract/api.ts';
import type { PlainTexts } from '../services/plain-texts.ts';

type Command = Pushes['menu:command']['command'];
export interface MenuOptions {
  readonly text: PlainTexts;
  readonly platform: NodeJS.Platform;
  readonly onCommand: (command: Command) => void;
}
type Item = MenuItemConstructorOptions;
const line: Item = { type: 'separator' };

export const setMenu = (options: MenuOptions): void =>
  Menu.setApplicationMenu(Menu.buildFromTemplate([...menuTemplate(options)]));

/** Plain data, so that a test can read it in every language and for every platform. */
export function menuTemplate({ text, platform, onCommand }: MenuOptions): readonly Item[] {
  const isMac = platform === 'darwin';
  const label = (id: string): string => text(`menu.${id}`);
  const command = (id: Command, accelerator: string): Item => ({
    id,
    label: label(id),
    accelerator,
    click: () => onCommand(id),
  });
  const role = (id: string, name: NonNullable<Item['role']>): Item => ({ label: label(id), role: name });
  const settings = command('settings', 'CmdOrCtrl+,');
  return [
    ...(isMac ? [macMenu(role, settings)] : []),
    {
      label: label('file'),
      submenu: [
        command('new', 'CmdOrCtrl+N'),
        command('open', 'CmdOrCtrl+O'),
        command('save', 'CmdOrCtrl+S'),
        ...(isMac ? [line, role('close', 'close')] : [line, settings, line, role('quit', 'quit')]),
      ],
    },
    {
      label: label('edit'),
      submenu: [
        role('undo', 'undo'),
        role('redo', 'redo'),
        line,
        role('cut', 'cut'),
        role('copy', 'copy'),
        role('paste', 'paste'),
        role('select_all', 'selectAll'),
      ],
    },
    {
      label: label('view'),
      submenu: [
        command('start', 'CmdOrCtrl+1'),
        command('reports', 'CmdOrCtrl+2'),
        command('board', 'CmdOrCtrl+3'),
        command('providers', 'CmdOrCtrl+4'),
        line,
        role('actual_size', 'resetZoom'),
        role('zoom_in', 'zoomIn'),
        role('zoom_out', 'zoomOut'),
        line,
        role('full_screen', 'togglefullscreen'),
      ],
    },
    {
      label: label('window'),
      submenu: [
        role('minimize', 'minimize'),
        ...(isMac ? [role('zoom', 'zoom'), line, role('front', 'front')] : [role('close', 'close')]),
      ],
    },
  ];
}

/** The menu that macOS names after the program. */
function macMenu(role: (id: string, name: NonNullable<Item['role']>) => Item, settings: Item): Item {
  return {
    label: 'Faultline',
    submenu: [
      role('about', 'about'),
      line,
      settings,
      line,
      role('services', 'services'),
      line,
      role('hide', 'hide'),
      role('hide_others', 'hideOthers'),
      role('unhide', 'unhide'),
      line,
      role('quit', 'quit'),
    ],
  };
}
