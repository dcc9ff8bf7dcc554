/** Every planner, in the order in which jobs get a place in a connection budget. */
import type { Facts } from '../../model/view/facts.ts';
import { blockListPlanner } from './block-list-planner.ts';
import { controlPlanner } from './control-planner.ts';
import { dnssecPlanner } from './dnssec-planner.ts';
import { devicePlanner } from './device-planner.ts';
import { deliveryPlanner } from './delivery-planner.ts';
import { localPlanner } from './local-planner.ts';
import { mailSettingPlanner } from './mail-setting-planner.ts';
import { mailHealthPlanner } from './mail-health-planner.ts';
import { mailPolicyPlanner } from './mail-policy-planner.ts';
import { namesPlanner } from './names-planner.ts';
import { outsidePlanner } from './outside-planner.ts';
import type { Planner } from './planner.ts';
import { registryPlanner } from './registry-planner.ts';
import { renewalPlanner } from './renewal-planner.ts';
import { proxyPlanner } from './proxy-planner.ts';
import { ftpPlanner } from './ftp-planner.ts';
import { mailPlanner, panelPlanner, webPlanner } from './service-planners.ts';
import { shellPlanner } from './shell-planner.ts';
import { zoneCopyPlanner } from './zone-copy-planner.ts';
import { zoneTypingPlanner } from './zone-typing-planner.ts';
import { plainQuestionPlanner, zoneHealthPlanner } from './zone-health-planner.ts';
import { zonePlanner } from './zone-planner.ts';

export const planners: readonly Planner[] = [
  localPlanner,
  namesPlanner,
  zonePlanner,
  zoneHealthPlanner,
  plainQuestionPlanner,
  mailPolicyPlanner,
  mailHealthPlanner,
  blockListPlanner,
  zoneTypingPlanner,
  zoneCopyPlanner,
  dnssecPlanner,
  registryPlanner,
  webPlanner,
  panelPlanner,
  mailPlanner,
  deliveryPlanner,
  mailSettingPlanner,
  ftpPlanner,
  shellPlanner,
  renewalPlanner,
  devicePlanner,
  proxyPlanner,
  controlPlanner,
  outsidePlanner,
];

export const wantedPlanners = (facts: Facts): readonly Planner[] =>
  planners.filter((planner) => planner.isWanted(facts));
