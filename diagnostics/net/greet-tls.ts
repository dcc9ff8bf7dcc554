/** Sends one greeting and reads what the server answers to it, up to the point where the client would have to go on. */
import type { Socket } from 'node:net';
import type { Failure } from '../model/failure.ts';
import { clientHello, hangUp, type Greeting } from './client-hello.ts';
import { closeGently } from './close-gently.ts';
import { failure, failureOf } from './failure-of.ts';
import { readServerFlight, type ServerFlight } from './tls-wire.ts';
import { untilAborted } from './until-aborted.ts';
import { WireError } from './wire-error.ts';

/** More than a flight with a very long chain. */
const MAX_BYTES = 256 * 1024;

export interface GreetingOutcome {
  readonly protocolVersion?: string;
  readonly suite?: number;
  readonly group?: number;
  readonly groupBits?: number;
  readonly failure?: Failure;
}

/** Whether the flight says all that is asked: the suite and, before TLS 1.3, the one-time key where the suite has one. */
const isEnough = ({ suite, protocolVersion, isComplete }: ServerFlight): boolean =>
  suite !== null && (protocolVersion === 'TLSv1.3' || isComplete);

/** Never throws. The socket is closed politely, whatever came. */
export async function greetTls(
  socket: Socket,
  greeting: Greeting,
  signal: AbortSignal,
): Promise<GreetingOutcome> {
  const chunks: Buffer[] = [];
  const flight = (): ServerFlight => readServerFlight(Buffer.concat(chunks), null);
  let found: Failure | undefined;
  try {
    await untilAnswered(socket, greeting, chunks, signal);
  } catch (error) {
    found = failureOf(signal.aborted ? signal.reason : error, 'tls_handshake');
  }
  const { alert, isTls, protocolVersion, suite, oneTimeKey } = flight();
  if (alert?.isFatal === true) found = failure('tls_alert', 'tls_handshake', alert.name);
  else if (isTls === false) found = failure('tls_not_spoken', 'tls_handshake', '');
  else if (suite !== null) found = undefined;
  if (!socket.destroyed && found === undefined) socket.write(hangUp);
  closeGently(socket);
  return {
    ...(protocolVersion === null ? {} : { protocolVersion }),
    ...(suite === null ? {} : { suite }),
    ...oneTimeKey,
    ...(found === undefined ? {} : { failure: found }),
  };
}

function untilAnswered(
  socket: Socket,
  greeting: Greeting,
  chunks: Buffer[],
  signal: AbortSignal,
): Promise<void> {
  return untilAborted<void>(signal, ({ resolve, reject }) => {
    let received = 0;
    const onData = (bytes: Buffer): void => {
      chunks.push(bytes);
      received += bytes.length;
      const flight = readServerFlight(Buffer.concat(chunks), null);
      if (isEnough(flight) || flight.alert?.isFatal === true || flight.isTls === false) resolve();
      else if (received > MAX_BYTES) reject(new WireError('reply_too_large'));
    };
    const onEnd = (): void => reject(new WireError('connection_closed', { detail: 'EOF' }));
    socket.on('data', onData).once('error', reject).once('end', onEnd).once('close', onEnd);
    socket.write(clientHello(greeting));
    return () => socket.off('data', onData).off('error', reject).off('end', onEnd).off('close', onEnd);
  });
}
