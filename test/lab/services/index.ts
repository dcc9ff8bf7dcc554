// Every daemon of a healthy world.

import { edgeService } from './cdn.ts';
import { fileServices } from './file-access.ts';
import { mailServices } from './mail.ts';
import { controlService } from './neutral.ts';
import { webServices } from './nginx.ts';
import { authoritativeServers } from './nsd.ts';
import type { Service } from './service.ts';
import { registryService } from './registry.ts';
import { resolvers } from './unbound.ts';

export const services: readonly Service[] = [
  ...authoritativeServers,
  ...resolvers,
  ...webServices,
  ...mailServices,
  ...fileServices,
  controlService,
  registryService,
  edgeService,
];
