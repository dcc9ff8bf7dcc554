/** The authority bound the server to hand out a revocation status with the certificate (RFC 7633), and none came: Firefox refuses the page. */
import { failed, inapplicable, passed } from '../check.ts';
import { sessionCheck } from './each-session.ts';

export const missingStapledStatus = sessionCheck('missing-stapled-status', ({ leaf, session, said }) => {
  if (leaf.mustStaple !== true || session.hasStapledStatus === undefined)
    return inapplicable(said('/chain/0/serialNumber'));
  return (session.hasStapledStatus ? passed : failed)(said('/hasStapledStatus'));
});
