/** The only file that imports ipcMain: one door, through which the app's own window asks and nobody else. */
import { ipcMain, type WebFrameMain } from 'electron';
import { answer, type AnswerOptions } from './answer.ts';

export interface DoorOptions extends AnswerOptions {
  /** Whether the frame is the top frame of the app's own window, showing the app's own page. */
  readonly isOwn: (frame: WebFrameMain | null) => boolean;
}

export function openDoor({ isOwn, ...options }: DoorOptions): void {
  ipcMain.handle('call', ({ senderFrame }, channel: unknown, input: unknown) =>
    answer({ isTrusted: isOwn(senderFrame), channel, input }, options),
  );
}
