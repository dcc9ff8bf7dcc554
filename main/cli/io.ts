/** The outside of the command: streams, environment, signals. Tests pass their own. */

export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Columns of the terminal; 80 when unknown. */
  readonly columns: number;
}

export interface CliIo {
  readonly stdout: Output;
  readonly stderr: Output;
  /** What is piped in; absent where nothing can be. */
  readonly stdin?: AsyncIterable<Uint8Array>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** IANA zone for times; the machine's own when absent. */
  readonly timeZone?: string;
  /** Entry of a thread that long lists are shared with; absent: one thread does it all. */
  readonly batchThread?: URL;
  /** Calls back on Ctrl-C; returns what stops that. */
  onInterrupt(handler: () => void): () => void;
  /** Ends the process at once. */
  exitNow(code: number): void;
}

/** A closed pipe (`faultline … | head`) is no error: the reader has seen enough. */
function output(stream: NodeJS.WriteStream): Output {
  let isClosed = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    isClosed = true;
  });
  return {
    write: (text) => {
      if (!isClosed) stream.write(text);
    },
    isTerminal: stream.isTTY === true,
    get columns() {
      return stream.columns ?? 80;
    },
  };
}

export function processIo(batchThread: URL): CliIo {
  return {
    batchThread,
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    stdin: process.stdin,
    env: process.env,
    onInterrupt: (handler) => {
      process.on('SIGINT', handler);
      process.on('SIGTERM', handler);
      return () => {
        process.off('SIGINT', handler);
        process.off('SIGTERM', handler);
      };
    },
    exitNow: (code) => process.exit(code),
  };
}
