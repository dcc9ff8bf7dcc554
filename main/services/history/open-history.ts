/** Where the history lies, and the way to it. Nothing is read or written before the first question. */
import { join } from 'node:path';
import type { Message } from '../../../diagnostics/model/message.ts';
import { openHistoryFile } from './history-file.ts';
import { createHistoryStore, type HistoryStore } from './history-store.ts';
import { createRegistrations, type Registrations } from './registrations.ts';
import { createReportList, type ReportList } from './report-list.ts';

export const historyFileIn = (folder: string): string => join(folder, 'history.db');

export interface History extends HistoryStore {
  /** The app's list of report files; empty in the history of the command line. */
  readonly reports: ReportList;
  readonly registrations: Registrations;
}

export function openHistory(file: string, onNotice: (notice: Message) => void): History {
  const opened = openHistoryFile({ file, onNotice });
  return {
    ...createHistoryStore(opened),
    reports: createReportList(opened),
    registrations: createRegistrations(opened),
  };
}
