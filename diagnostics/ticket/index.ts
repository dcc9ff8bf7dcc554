/** The door of the ticket room. */
export { ticketFactKeys } from './ticket-fields.ts';
export type { Affected } from './affected.ts';
export { buildTicket } from './build-ticket.ts';
export { renderTicketMail } from './render-mail.ts';
export { renderTicket, ticketFileName, ticketFormats, type TicketFormat } from './render-ticket.ts';
export { renderReply, replyFormats, type ReplyFormat } from './render-reply.ts';
export { replyTo } from './reply.ts';
export { decideCode, replyToCode } from './reply-to-code.ts';
export { withAnswers } from './with-answers.ts';
export { ticketKind } from './ticket-kind.ts';
export { ticketQuestions } from './ticket-questions.ts';
