/** Between the lab and the desktop tests that it starts at a seat: one JSON value in FAULTLINE_LAB_SEAT. */

/** What the program at a seat is told. */
export interface SeatOfApp {
  readonly seat: 'customer' | 'desk';
  readonly id: string;
  /** Where both seats find `asked.faultline-request`, `answer.faultline` and `own.faultline`. */
  readonly folder: string;
  readonly network: string;
  readonly pack: string;
  /** Folder for pictures of what is shown; absent when nobody wants them. */
  readonly pictures?: string;
}
