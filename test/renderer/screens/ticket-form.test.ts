import { describe, expect, it } from 'vitest';
import type { TicketQuestionView } from '../../../main/contract/views.ts';
import {
  answerTo,
  bestWay,
  countMissing,
  recipientOf,
  toggleRedaction,
} from '../../../renderer/screens/ticket/form.ts';

const question = (partial: Partial<TicketQuestionView>): TicketQuestionView => ({
  key: 'ticket.since',
  label: 'Since when',
  help: '',
  value: '',
  isRequired: true,
  ...partial,
});

describe('answers of a ticket', () => {
  it.each([
    ['what was typed here', { value: 'Monday' }, { 'ticket.since': 'Tuesday' }, 'Tuesday'],
    ['what the ticket knows', { value: 'Monday' }, {}, 'Monday'],
    ['nothing, when it was wiped here', { value: 'Monday' }, { 'ticket.since': '' }, ''],
  ])('are %s', (_name, known, typed, expected) => {
    expect(answerTo(question(known), typed)).toBe(expected);
  });

  it('are missing only where they are required and blank', () => {
    const questions = [
      question({ key: 'blank', value: '  ' }),
      question({ key: 'known', value: 'Monday' }),
      question({ key: 'typed' }),
      question({ key: 'optional', isRequired: false }),
    ];
    expect(countMissing(questions, { typed: 'Tuesday' })).toBe(1);
  });
});

describe('toggleRedaction', () => {
  it.each([
    ['keeps what was switched off', [], 'mailbox', false, ['mailbox']],
    ['forgets it when it is on again', ['mailbox', 'host'], 'mailbox', true, ['host']],
    ['holds each once', ['mailbox'], 'mailbox', false, ['mailbox']],
  ])('%s', (_name, before, id, isOn, after) => {
    expect(toggleRedaction(before, id, isOn)).toEqual(after);
  });
});

describe('bestWay', () => {
  it.each([
    ['the portal where there is one', 'provider_ticket', 'mailto:a@b.test', 'https://b.test', 'portal'],
    ['mail otherwise', 'third_party_letter', 'mailto:a@b.test', null, 'mail'],
    ['a copy where nothing is known', 'provider_ticket', null, null, 'copy'],
    ['none for steps that one takes oneself', 'self_help', 'mailto:a@b.test', 'https://b.test', 'none'],
  ] as const)('is %s', (_name, kind, mailTo, portal, expected) => {
    expect(bestWay({ kind, mailTo, portal })).toBe(expected);
  });
});

describe('recipientOf', () => {
  it.each([
    ['mailto:help%40b.test?subject=x', 'help@b.test'],
    ['mailto:help@b.test', 'help@b.test'],
    ['mailto:%E0%A4?subject=x', '%E0%A4'],
    ['mailto:?subject=x', ''],
  ])('shows the address of %s', (mailTo, address) => {
    expect(recipientOf(mailTo)).toBe(address);
  });
});
