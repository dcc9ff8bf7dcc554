/** What can be done from a report: its screen does it, its parts only ask. */
import { createContext, useContext } from 'react';

/** JSON text of an observation, or the sentence that says why there is none. */
export interface RawText {
  readonly isRecord: boolean;
  readonly text: string;
}

export interface ReportActions {
  readonly writeTicket: (problem: number) => void;
  /** Repeats what matters for one problem; everything when null. */
  readonly checkAgain: (problem: number | null, outsideView: boolean) => void;
  readonly answer: (question: string, value: string) => void;
  /** Chooses a second report to lay beside this one. */
  readonly compare: () => void;
  /** `sealed`: so that only the provider’s desk can open it. */
  readonly save: (how?: { readonly sealed: boolean }) => void;
  /** The report that everything here is about. */
  readonly report: string;
  readonly readObservation: (id: string) => Promise<RawText>;
  /** Something was asked for and has not come back yet. */
  readonly isBusy: boolean;
}

export const ReportActionsContext = createContext<ReportActions | null>(null);

export function useReportActions(): ReportActions {
  const actions = useContext(ReportActionsContext);
  if (actions === null) throw new Error('no ReportActionsContext above');
  return actions;
}
