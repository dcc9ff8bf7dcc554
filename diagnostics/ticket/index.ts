/** The door of the ticket room. */
export { ticketFactKeys } from './ticket-fields.ts';
export { buildTicket } from './build-ticket.ts';
export { renderTicket, ticketFileName, ticketFormats, type TicketFormat } from './render-ticket.ts';
