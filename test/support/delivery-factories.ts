/** Bounces as observations. */
import type { DataOf, Observation } from '../../diagnostics/model/observation.ts';
import type { ReturnedRecipient } from '../../diagnostics/model/observations/delivery.ts';
import { anObservation } from './factories.ts';

/** A recipient at studio.test that the server mx.mailco.test refused. */
export const aRecipient = (partial: Partial<ReturnedRecipient> = {}): ReturnedRecipient => ({
  address: 'jan@studio.test',
  domain: 'studio.test',
  action: 'failed',
  status: '5.1.1',
  replyCode: 550,
  remoteHost: 'mx.mailco.test',
  words: '550 5.1.1 user unknown',
  ...partial,
});

export const aBounce = (
  recipients: readonly ReturnedRecipient[],
  partial: Partial<DataOf<'delivery-status'>> = {},
): Observation =>
  anObservation('delivery-status', {
    id: 'delivery-status/1',
    data: {
      form: 'report',
      style: 'postfix',
      reportedBy: 'mail.hoster.test',
      signedBy: [],
      authentication: [],
      recipients,
      ...partial,
    },
  });
