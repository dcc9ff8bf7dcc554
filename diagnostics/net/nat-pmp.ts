/** Asks the router for the address that it has towards the internet (NAT-PMP, RFC 6886 section 3.2). Changes nothing there. */
import type { Network } from './network.ts';
import { WireError } from './wire-error.ts';

const REQUEST = Uint8Array.of(0, 0);
const RESPONSE_BYTES = 12;
const RESPONSE_OPCODE = 128;
const RESULT_AT = 2;
const ADDRESS_AT = 8;

/** @throws WireError `rejected` with the result code when the router has no address or does not tell; otherwise as `exchangeDatagram`. */
export async function askExternalAddress({
  network,
  address,
  port,
  signal,
}: {
  readonly network: Pick<Network, 'exchangeDatagram'>;
  readonly address: string;
  readonly port: number;
  readonly signal: AbortSignal;
}): Promise<string> {
  const answer = await network.exchangeDatagram({
    address,
    port,
    payload: REQUEST,
    accepts: (message) =>
      message.byteLength >= RESPONSE_BYTES && message[0] === 0 && message[1] === RESPONSE_OPCODE,
    signal,
  });
  const result = (answer[RESULT_AT]! << 8) + answer[RESULT_AT + 1]!;
  if (result !== 0) throw new WireError('rejected', { detail: `NAT-PMP result ${result}` });
  return answer.slice(ADDRESS_AT, ADDRESS_AT + 4).join('.');
}
