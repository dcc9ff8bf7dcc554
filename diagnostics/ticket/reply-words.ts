/**
 * Our sentences speak to a customer who sits in front of Faultline. Pasted by somebody who helps, they name the provider instead of “your
 * hosting provider”, and leave out the ticket that this very message answers and the options that only a terminal knows.
 */
import type { Message } from '../model/message.ts';
import type { Translator } from '../report/i18n/translator.ts';

export interface ReplyWords {
  readonly t: Translator;
  /** How the provider is called; null when it is not known. */
  readonly provider: string | null;
}

/** What the provider is called in a sentence of ours. */
export const providerName = ({ t, provider }: ReplyWords): string =>
  provider ?? t.text('reply.your_provider');

/** Texts that would still read oddly have a twin under `in_reply.`, and what names an option to type one under `in_window.`. */
export function inReply(message: Message, words: ReplyWords): string {
  const { t } = words;
  const twin = [`in_reply.${message.key}`, `in_window.${message.key}`].find((key) => t.has(key));
  const text = t({ ...message, key: twin ?? message.key });
  const kept = sentencesOf(text).filter((sentence) => !aboutTicket.test(sentence));
  return named(kept.join(' '), words);
}

/** Of a name or address such as `tickets.example.com` nothing is meant here. The word is the same in all three languages. */
const aboutTicket = /(?<![\w.@-])tickets?(?![\w@-]|\.\w)/iu;

const sentencesOf = (text: string): readonly string[] => text.split(/(?<=[.!?])\s+(?=[\p{Lu}«“"(])/u);

/** Whether the sentence, as it stands in the catalogue, is about the customer's provider: then the desk can see to it. */
export const isForProvider = ({ key }: Message, { t }: ReplyWords): boolean =>
  t.text(key).toLowerCase().includes(t.text('reply.your_provider').toLowerCase());

function named(text: string, { t, provider }: ReplyWords): string {
  if (provider === null) return text;
  const [phrase, withParticle] = [t.text('reply.your_provider'), t.text('reply.of_your_provider')];
  const ofProvider = /^[aeiouhàâéèêëîïôöûü]/iu.test(provider) ? `d’${provider}` : `de ${provider}`;
  const elided = t.language === 'fr' ? text.replaceAll(withParticle, () => ofProvider) : text;
  return elided.replace(new RegExp(phrase, 'giu'), () => provider);
}
