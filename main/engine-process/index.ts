/** Entry of the engine's own process, a utility process of Electron: hands the port to the engine and nothing more. */
import { systemEngine } from '../services/engine.ts';
import { createEngine } from './create-engine.ts';
import type { EngineMessage, EngineRequest } from './protocol.ts';

const port = process.parentPort;
const [folder = '', resources = '', networkFile] = process.argv.slice(2);
const post = (message: EngineMessage): void => port.postMessage(message);

const starting = createEngine({
  folder,
  resources,
  networkFile,
  engine: systemEngine,
  push: (runId, push) => post({ type: 'push', value: { runId, push } }),
  tell: (push) => post({ type: 'board', push }),
  notify: (notice) => post({ type: 'notice', notice }),
});
port.on('message', ({ data }) => {
  const request = data as EngineRequest;
  void starting
    .then((engine) => engine.answer(request.call, request.input))
    .then((reply) => post({ type: 'reply', id: request.id, reply }));
});
/** An app that lives in the tray for months forgets in time, too. */
const RETAIN_EVERY_MS = 6 * 3_600_000;
const retain = async (): Promise<void> => void (await (await starting).answer('history:retain', undefined));
setInterval(() => void retain(), RETAIN_EVERY_MS).unref();
post({ type: 'ready', recovered: await (await starting).recover() });
await retain();
