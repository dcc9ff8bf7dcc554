/**
 * Starts the program of a package. Playwright steers Electron by Node's inspector, which the fuses of a package shut; so this one is asked
 * over Chromium's own debugging port, by the little of its protocol that a smoke test needs.
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { commandOf, environmentOf, freshFolder } from './app.ts';

export interface PackagedApp {
  /** The value of an expression in the page. */
  evaluate(expression: string): Promise<unknown>;
  close(): Promise<void>;
}

export async function startPackaged(program: string): Promise<PackagedApp> {
  const userData = freshFolder();
  const [command, ...args] = commandOf(userData, { packaged: program, args: ['--remote-debugging-port=0'] });
  const child = spawn(command, args, { env: environmentOf(), stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const close = async (): Promise<void> => {
    child.kill();
    await ended;
    rmSync(userData, { recursive: true, force: true });
  };
  try {
    return { evaluate: await connect(await pageOf(await portOf(child.stderr))), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function portOf(output: AsyncIterable<Uint8Array>): Promise<string> {
  let said = '';
  for await (const part of output) {
    said += Buffer.from(part).toString();
    const [, port] = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)/u.exec(said) ?? [];
    if (port !== undefined) return port;
  }
  throw new Error(`the program ended: ${said.slice(0, 2_000)}`);
}

interface Target {
  readonly type: string;
  readonly url: string;
  readonly webSocketDebuggerUrl: string;
}

async function pageOf(port: string): Promise<string> {
  for (let tries = 0; tries < 300; tries += 1) {
    const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as readonly Target[];
    const page = targets.find(({ type, url }) => type === 'page' && url.startsWith('app:'));
    if (page !== undefined) return page.webSocketDebuggerUrl;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the program shows no page');
}

interface Answer {
  readonly id: number;
  readonly result?: { readonly result: { readonly value?: unknown }; readonly exceptionDetails?: unknown };
}

async function connect(address: string): Promise<PackagedApp['evaluate']> {
  const socket = new WebSocket(address);
  const waiting = new Map<number, (answer: Answer) => void>();
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error(`no connection to ${address}`)));
  });
  socket.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer;
    waiting.get(answer.id)?.(answer);
  });
  let nextId = 1;
  return async (expression) => {
    const id = nextId++;
    const answer = await new Promise<Answer>((resolve) => {
      waiting.set(id, resolve);
      const params = { expression, awaitPromise: true, returnByValue: true };
      socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params }));
    });
    if (answer.result?.exceptionDetails !== undefined) throw new Error(JSON.stringify(answer.result));
    return answer.result?.result.value;
  };
}
