/** Says what a view from elsewhere discloses before it is used; it is used only when the person asked for it by name. */
import type { NetworkData } from '../../diagnostics/model/network-data.ts';
import type { Request } from '../../diagnostics/model/target.ts';
import { usageError } from './cli-error.ts';
import type { CliContext } from './context.ts';

/** Also with `--quiet`: consent to something that was not said is none. */
export function discloseOutsideView({ io, t }: CliContext, request: Request, network: NetworkData): void {
  if (request.outsideView !== true) return;
  const service = network.outsideViews?.[0];
  if (!service) throw usageError('no_outside_view');
  const values = { domain: request.target.displayName, service: service.name };
  io.stderr.write(`${t.text('cli.outside_view.notice', values)}\n`);
}
