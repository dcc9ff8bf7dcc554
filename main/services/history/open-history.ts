/** Where the history lies, and the way to it. */
import { join } from 'node:path';
import type { Message } from '../../../diagnostics/model/message.ts';
import { openHistoryFile } from './history-file.ts';
import { createHistoryStore, type HistoryStore } from './history-store.ts';

export const historyFileIn = (folder: string): string => join(folder, 'history.db');

export const openHistory = (file: string, onNotice: (notice: Message) => void): HistoryStore =>
  createHistoryStore(openHistoryFile({ file, onNotice }));
